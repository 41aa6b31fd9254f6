using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// Where a tile of a weight gradient finds the sums to start from and where it puts them: in the gradient itself, or in spare memory when
/// some of the tile's rows or columns are not to be written.
/// </summary>
internal readonly unsafe ref struct GradientTarget
{
    private readonly float* _output;
    private readonly nint _stride;
    private readonly int _skip, _end, _columns;

    /// <summary>A target for the tile's rows from <paramref name="row"/> on.</summary>
    /// <param name="arguments">The gradient.</param>
    /// <param name="row">The tile's first row.</param>
    /// <param name="rows">The tile's rows.</param>
    /// <param name="done">Rows before this one have their sums already.</param>
    /// <param name="column">The tile's first column.</param>
    /// <param name="width">The tile's columns.</param>
    /// <param name="spare">Room for a tile.</param>
    /// <param name="zeros">A tile's row of zeros.</param>
    public GradientTarget(
        in WeightGradientArguments arguments, int row, int rows, int done, int column, int width, float* spare, float* zeros)
    {
        _stride = arguments.Columns;
        _output = arguments.Output + row * _stride + column;
        (_skip, _end, _columns) = (done - row, Math.Min(rows, arguments.Rows - row), Math.Min(width, arguments.Columns - column));
        bool whole = _skip <= 0 && _end == rows && _columns == width;
        End = whole ? _output : spare;
        EndStride = whole ? _stride : width;
        Start = arguments.Add ? End : zeros;
        StartStride = arguments.Add ? EndStride : 0;
        if (arguments.Add && !whole) { Fill(); }
    }

    /// <summary>The sums to start from, of the first row.</summary>
    public float* Start { get; }

    /// <summary>Floats from a row to the next there.</summary>
    public nint StartStride { get; }

    /// <summary>Where the sums of the first row go.</summary>
    public float* End { get; }

    /// <summary>Floats from a row to the next there.</summary>
    public nint EndStride { get; }

    /// <summary>Copies what is wanted of the tile, if it went to spare memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopySpare()
    {
        if (End != _output) { Copy(this); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill()
    {
        for (int row = Math.Max(0, _skip); row < _end; row++) { Row(_output + row * _stride).CopyTo(Row(End + row * EndStride)); }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Copy(in GradientTarget target)
    {
        for (int row = Math.Max(0, target._skip); row < target._end; row++)
        {
            target.Row(target.End + row * target.EndStride).CopyTo(target.Row(target._output + row * target._stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<float> Row(float* start) => new(start, _columns);
}
