using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>
/// Where the rows of a product lie, input or output. Rows go in pairs, the second always the same step after the first, because a tile has
/// too few registers for an address of every row. Where a pair would be left with one row, it takes one before it along and computes it
/// again, to the same bits.
/// </summary>
internal readonly unsafe struct ProductRows
{
    private readonly nint* _offsets;

    private ProductRows(nint* offsets, nint step, int count)
    {
        _offsets = offsets;
        // A single row is a pair with itself.
        (Step, Count) = (count > 1 ? step : 0, count);
    }

    /// <summary>Floats from the first row of a pair to the second.</summary>
    public nint Step { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Count { get; }

    /// <summary>Number of pairs.</summary>
    public int Pairs => (Count + 1) / 2;

    /// <summary>Rows at equal distances, such as samples of a dense layer.</summary>
    public static ProductRows Even(int count, nint step) => new(null, step, count);

    /// <summary>Rows that a table made by <see cref="PixelPairs"/> lists.</summary>
    public static ProductRows Of(PixelPairs pairs) => new(pairs.Pointer, pairs.Step, pairs.Rows);

    /// <summary>Where pair <paramref name="pair"/> starts; a pair past the last is the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Offset(int pair) =>
        _offsets != null ? _offsets[Math.Min(pair, Pairs - 1)] : Math.Max(0, Math.Min(2 * pair, Count - 2)) * Step;
}
