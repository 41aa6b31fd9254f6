using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>The product's tile for sixteen registers: six rows by two registers.</summary>
internal static unsafe class SixRowTile
{
    /// <summary>Pairs of rows in a tile.</summary>
    public const int Pairs = 3;

    /// <summary>Computes pairs <paramref name="pair"/> and following of the columns of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in ProductArguments arguments, float* panel, int pair, int column, float* spare)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        ProductRows rows = arguments.InputRows;
        nint step = rows.Step, length = arguments.RunLength, skip = arguments.RunStride - length;
        float* p0 = arguments.Input + rows.Offset(pair), p1 = arguments.Input + rows.Offset(pair + 1);
        float* p2 = arguments.Input + rows.Offset(pair + 2);
        int width = TSimd.Width;
        TVector s0 = TSimd.Load(panel), t0 = TSimd.Load(panel + width);
        TVector s1 = s0, t1 = t0, s2 = s0, t2 = t0, s3 = s0, t3 = t0, s4 = s0, t4 = t0, s5 = s0, t5 = t0;
        float* w = panel + 2 * width;
        for (int run = arguments.Runs; run > 0; run--)
        {
            for (float* end = p0 + length; p0 < end;)
            {
                TVector u = TSimd.Load(w), v = TSimd.Load(w + width), x = TSimd.Broadcast(p0[0]);
                s0 = TSimd.MultiplyAdd(x, u, s0); t0 = TSimd.MultiplyAdd(x, v, t0);
                x = TSimd.Broadcast(p0[step]);
                s1 = TSimd.MultiplyAdd(x, u, s1); t1 = TSimd.MultiplyAdd(x, v, t1);
                x = TSimd.Broadcast(p1[0]);
                s2 = TSimd.MultiplyAdd(x, u, s2); t2 = TSimd.MultiplyAdd(x, v, t2);
                x = TSimd.Broadcast(p1[step]);
                s3 = TSimd.MultiplyAdd(x, u, s3); t3 = TSimd.MultiplyAdd(x, v, t3);
                x = TSimd.Broadcast(p2[0]);
                s4 = TSimd.MultiplyAdd(x, u, s4); t4 = TSimd.MultiplyAdd(x, v, t4);
                x = TSimd.Broadcast(p2[step]);
                s5 = TSimd.MultiplyAdd(x, u, s5); t5 = TSimd.MultiplyAdd(x, v, t5);
                p0++; p1++; p2++;
                w += 2 * width;
            }

            p0 += skip; p1 += skip; p2 += skip;
        }

        // No call while the sums are alive: it would push them out of their registers, inside the loop as well.
        TVector slope = TSimd.Broadcast(arguments.Slope);
        TileTarget target = new(arguments, pair, column, 2 * width, spare);
        TSimd.Store(TSimd.Rectify(s0, slope), target[0]); TSimd.Store(TSimd.Rectify(t0, slope), target[0] + width);
        TSimd.Store(TSimd.Rectify(s1, slope), target[1]); TSimd.Store(TSimd.Rectify(t1, slope), target[1] + width);
        TSimd.Store(TSimd.Rectify(s2, slope), target[2]); TSimd.Store(TSimd.Rectify(t2, slope), target[2] + width);
        TSimd.Store(TSimd.Rectify(s3, slope), target[3]); TSimd.Store(TSimd.Rectify(t3, slope), target[3] + width);
        TSimd.Store(TSimd.Rectify(s4, slope), target[4]); TSimd.Store(TSimd.Rectify(t4, slope), target[4] + width);
        TSimd.Store(TSimd.Rectify(s5, slope), target[5]); TSimd.Store(TSimd.Rectify(t5, slope), target[5] + width);
        target.CopySpare(Pairs * 2);
    }
}
