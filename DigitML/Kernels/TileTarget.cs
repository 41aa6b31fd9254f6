using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>
/// Where the six rows of a tile are written: to the output when it has all of the tile's columns, otherwise to spare memory, from
/// which the columns that exist are copied afterwards.
/// </summary>
internal readonly unsafe ref struct TileTarget
{
    private const int Rows = 6;
    private readonly float* _output;
    private readonly float* _spare;
    private readonly nint* _offsets;
    private readonly nint _stride;
    private readonly int _first, _last, _columns, _width;

    /// <summary>A target whose rows lie at offsets of a table; rows past the last are the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileTarget(float* output, nint* offsets, int first, int last, int columns, int width, float* spare)
    {
        _output = output;
        _offsets = offsets;
        (_first, _last, _columns, _width) = (first, last, columns, width);
        _spare = columns < width ? spare : null;
    }

    /// <summary>A target whose rows are a stride apart; rows past the last are the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileTarget(float* output, nint stride, int first, int last, int columns, int width, float* spare)
        : this(output, null, first, last, columns, width, spare) => _stride = stride;

    /// <summary>Where to write a row of the tile.</summary>
    public float* this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _spare != null ? _spare + row * _width : Output(row);
    }

    /// <summary>Copies the columns that exist, if the tile went to spare memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopySpare()
    {
        if (_spare != null) { Copy(this); }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Copy(in TileTarget target)
    {
        for (int row = 0; row < Rows; row++)
        {
            new ReadOnlySpan<float>(target._spare + row * target._width, target._columns)
                .CopyTo(new Span<float>(target.Output(row), target._columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float* Output(int row)
    {
        int index = Math.Min(_first + row, _last);
        return _output + (_offsets != null ? _offsets[index] : index * _stride);
    }
}
