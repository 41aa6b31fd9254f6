using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// The product's tile for a single row: one image in a dense layer, where every weight is used once and reading the weights takes
/// the time. Four panels at once keep enough sums and enough reads under way; each sum has the order it has in the other tiles.
/// </summary>
internal static unsafe class OneRowTile
{
    /// <summary>Panels in a tile; all of their columns must exist.</summary>
    public const int Panels = 4;

    /// <summary>Computes the row's columns of four panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in ProductArguments arguments, float* panels, int column)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        float* x = arguments.Input + arguments.InputPairs[0];
        float* a = panels, b = a + arguments.PanelStride, c = b + arguments.PanelStride, d = c + arguments.PanelStride;
        TVector s0 = TSimd.Load(a), s1 = TSimd.Load(a + width), s2 = TSimd.Load(b), s3 = TSimd.Load(b + width);
        TVector s4 = TSimd.Load(c), s5 = TSimd.Load(c + width), s6 = TSimd.Load(d), s7 = TSimd.Load(d + width);
        nint first = (nint)arguments.FirstWeight * 2 * width, gap = (nint)arguments.WeightGap * 2 * width;
        a += first; b += first; c += first; d += first;
        for (int run = arguments.Runs; run > 0; run--)
        {
            for (float* end = x + arguments.RunLength; x < end; x++)
            {
                a += 2 * width; b += 2 * width; c += 2 * width; d += 2 * width;
                TVector v = TSimd.Broadcast(*x);
                s0 = TSimd.MultiplyAdd(v, TSimd.Load(a), s0); s1 = TSimd.MultiplyAdd(v, TSimd.Load(a + width), s1);
                s2 = TSimd.MultiplyAdd(v, TSimd.Load(b), s2); s3 = TSimd.MultiplyAdd(v, TSimd.Load(b + width), s3);
                s4 = TSimd.MultiplyAdd(v, TSimd.Load(c), s4); s5 = TSimd.MultiplyAdd(v, TSimd.Load(c + width), s5);
                s6 = TSimd.MultiplyAdd(v, TSimd.Load(d), s6); s7 = TSimd.MultiplyAdd(v, TSimd.Load(d + width), s7);
            }

            x += arguments.RunStride - arguments.RunLength;
            a += gap; b += gap; c += gap; d += gap;
        }

        TVector slope = TSimd.Broadcast(arguments.Slope);
        float* y = arguments.Output + arguments.OutputPairs[0] + column;
        TSimd.Store(TSimd.Rectify(s0, slope), y); TSimd.Store(TSimd.Rectify(s1, slope), y + width);
        TSimd.Store(TSimd.Rectify(s2, slope), y + 2 * width); TSimd.Store(TSimd.Rectify(s3, slope), y + 3 * width);
        TSimd.Store(TSimd.Rectify(s4, slope), y + 4 * width); TSimd.Store(TSimd.Rectify(s5, slope), y + 5 * width);
        TSimd.Store(TSimd.Rectify(s6, slope), y + 6 * width); TSimd.Store(TSimd.Rectify(s7, slope), y + 7 * width);
    }
}
