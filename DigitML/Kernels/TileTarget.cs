using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>
/// Where the rows of a tile are written: to the output when it has all of the tile's columns, otherwise to spare memory, from
/// which the columns that exist are copied afterwards.
/// </summary>
internal readonly unsafe ref struct TileTarget
{
    private readonly float* _output;
    private readonly float* _spare;
    private readonly ProductRows _rows;
    private readonly int _pair, _columns, _width;

    /// <summary>A target for the pairs of rows from <paramref name="pair"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileTarget(in ProductArguments arguments, int pair, int column, int width, float* spare)
        : this(arguments.Output + column, arguments.OutputRows, pair, arguments.Columns - column, width, spare)
    {
    }

    /// <summary>A target of <paramref name="columns"/> columns, more than the tile's <paramref name="width"/> or fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileTarget(float* output, ProductRows rows, int pair, int columns, int width, float* spare)
    {
        _output = output;
        (_rows, _pair, _columns, _width) = (rows, pair, columns, width);
        _spare = columns < width ? spare : null;
    }

    /// <summary>Where to write a row of the tile.</summary>
    public float* this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _spare != null ? _spare + row * _width : Output(row);
    }

    /// <summary>Copies the columns that exist of the tile's <paramref name="rows"/> rows, if the tile went to spare memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopySpare(int rows)
    {
        if (_spare != null) { Copy(this, rows); }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Copy(in TileTarget target, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(target._spare + row * target._width, target._columns)
                .CopyTo(new Span<float>(target.Output(row), target._columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float* Output(int row) => _output + _rows.Offset(_pair + row / 2) + row % 2 * _rows.Step;
}
