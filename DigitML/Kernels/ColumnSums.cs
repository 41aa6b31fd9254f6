using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitML.Kernels;

/// <summary>Sums over rows, column by column: the gradient of a bias.</summary>
internal static class ColumnSums
{
    /// <summary>Adds each row of <paramref name="rows"/> [n, columns] to <paramref name="sums"/> [columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> rows, Span<float> sums)
    {
        for (int start = 0; start < rows.Length; start += sums.Length)
        {
            AddRow(rows.Slice(start, sums.Length), sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ReadOnlySpan<float> row, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> wideRow = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<float>> wideSums = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int i = 0; i < wideSums.Length; i++) { wideSums[i] += wideRow[i]; }
        for (int i = wideSums.Length * Vector<float>.Count; i < row.Length; i++) { sums[i] += row[i]; }
    }
}
