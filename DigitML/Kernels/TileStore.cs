using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>Writes a row of a tile, two registers, of which only some columns may exist in the output.</summary>
internal static unsafe class TileStore
{
    /// <summary>Writes the first <paramref name="columns"/> lanes of the two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair<TSimd, TVector>(TVector first, TVector second, float* target, int columns)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (columns == 2 * TSimd.Width)
        {
            TSimd.Store(first, target);
            TSimd.Store(second, target + TSimd.Width);
        }
        else
        {
            Partial<TSimd, TVector>(first, second, target, columns);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Partial<TSimd, TVector>(TVector first, TVector second, float* target, int columns)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        float* whole = stackalloc float[2 * TSimd.Width];
        TSimd.Store(first, whole);
        TSimd.Store(second, whole + TSimd.Width);
        new ReadOnlySpan<float>(whole, columns).CopyTo(new Span<float>(target, columns));
    }
}
