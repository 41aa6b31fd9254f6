using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// The product's tile for thirty-two registers (AVX-512, NEON): fourteen rows by two registers. It takes two numbers of a run in one turn of
/// its loop, so a run has to have an even number of them.
/// </summary>
internal static unsafe class FourteenRowTile
{
    /// <summary>Pairs of rows in a tile.</summary>
    public const int Pairs = 7;

    /// <summary>Computes the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in ProductArguments arguments, in ProductTile tile)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        nint step = arguments.InputStep, length = arguments.RunLength, skip = arguments.RunStride - length;
        nint* o = tile.Inputs;
        float* input = arguments.Input;
        float* p0 = input + o[0], p1 = input + o[1], p2 = input + o[2], p3 = input + o[3];
        float* p4 = input + o[4], p5 = input + o[5], p6 = input + o[6];
        int width = TSimd.Width;
        TVector s0 = TSimd.Load(tile.Panel), t0 = TSimd.Load(tile.Panel + width);
        TVector s1 = s0, t1 = t0, s2 = s0, t2 = t0, s3 = s0, t3 = t0, s4 = s0, t4 = t0, s5 = s0, t5 = t0, s6 = s0, t6 = t0, s7 = s0, t7 = t0,
            s8 = s0, t8 = t0, s9 = s0, t9 = t0, s10 = s0, t10 = t0, s11 = s0, t11 = t0, s12 = s0, t12 = t0, s13 = s0, t13 = t0;
        float* w = tile.Panel + (1 + arguments.FirstWeight) * 2 * width;
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
                x = TSimd.Broadcast(p3[0]);
                s6 = TSimd.MultiplyAdd(x, u, s6); t6 = TSimd.MultiplyAdd(x, v, t6);
                x = TSimd.Broadcast(p3[step]);
                s7 = TSimd.MultiplyAdd(x, u, s7); t7 = TSimd.MultiplyAdd(x, v, t7);
                x = TSimd.Broadcast(p4[0]);
                s8 = TSimd.MultiplyAdd(x, u, s8); t8 = TSimd.MultiplyAdd(x, v, t8);
                x = TSimd.Broadcast(p4[step]);
                s9 = TSimd.MultiplyAdd(x, u, s9); t9 = TSimd.MultiplyAdd(x, v, t9);
                x = TSimd.Broadcast(p5[0]);
                s10 = TSimd.MultiplyAdd(x, u, s10); t10 = TSimd.MultiplyAdd(x, v, t10);
                x = TSimd.Broadcast(p5[step]);
                s11 = TSimd.MultiplyAdd(x, u, s11); t11 = TSimd.MultiplyAdd(x, v, t11);
                x = TSimd.Broadcast(p6[0]);
                s12 = TSimd.MultiplyAdd(x, u, s12); t12 = TSimd.MultiplyAdd(x, v, t12);
                x = TSimd.Broadcast(p6[step]);
                s13 = TSimd.MultiplyAdd(x, u, s13); t13 = TSimd.MultiplyAdd(x, v, t13);
                u = TSimd.Load(w + 2 * width); v = TSimd.Load(w + 3 * width); x = TSimd.Broadcast(p0[1]);
                s0 = TSimd.MultiplyAdd(x, u, s0); t0 = TSimd.MultiplyAdd(x, v, t0);
                x = TSimd.Broadcast((p0 + step)[1]);
                s1 = TSimd.MultiplyAdd(x, u, s1); t1 = TSimd.MultiplyAdd(x, v, t1);
                x = TSimd.Broadcast(p1[1]);
                s2 = TSimd.MultiplyAdd(x, u, s2); t2 = TSimd.MultiplyAdd(x, v, t2);
                x = TSimd.Broadcast((p1 + step)[1]);
                s3 = TSimd.MultiplyAdd(x, u, s3); t3 = TSimd.MultiplyAdd(x, v, t3);
                x = TSimd.Broadcast(p2[1]);
                s4 = TSimd.MultiplyAdd(x, u, s4); t4 = TSimd.MultiplyAdd(x, v, t4);
                x = TSimd.Broadcast((p2 + step)[1]);
                s5 = TSimd.MultiplyAdd(x, u, s5); t5 = TSimd.MultiplyAdd(x, v, t5);
                x = TSimd.Broadcast(p3[1]);
                s6 = TSimd.MultiplyAdd(x, u, s6); t6 = TSimd.MultiplyAdd(x, v, t6);
                x = TSimd.Broadcast((p3 + step)[1]);
                s7 = TSimd.MultiplyAdd(x, u, s7); t7 = TSimd.MultiplyAdd(x, v, t7);
                x = TSimd.Broadcast(p4[1]);
                s8 = TSimd.MultiplyAdd(x, u, s8); t8 = TSimd.MultiplyAdd(x, v, t8);
                x = TSimd.Broadcast((p4 + step)[1]);
                s9 = TSimd.MultiplyAdd(x, u, s9); t9 = TSimd.MultiplyAdd(x, v, t9);
                x = TSimd.Broadcast(p5[1]);
                s10 = TSimd.MultiplyAdd(x, u, s10); t10 = TSimd.MultiplyAdd(x, v, t10);
                x = TSimd.Broadcast((p5 + step)[1]);
                s11 = TSimd.MultiplyAdd(x, u, s11); t11 = TSimd.MultiplyAdd(x, v, t11);
                x = TSimd.Broadcast(p6[1]);
                s12 = TSimd.MultiplyAdd(x, u, s12); t12 = TSimd.MultiplyAdd(x, v, t12);
                x = TSimd.Broadcast((p6 + step)[1]);
                s13 = TSimd.MultiplyAdd(x, u, s13); t13 = TSimd.MultiplyAdd(x, v, t13);
                p0 += 2; p1 += 2; p2 += 2; p3 += 2; p4 += 2; p5 += 2; p6 += 2;
                w += 4 * width;
            }

            p0 += skip; p1 += skip; p2 += skip; p3 += skip; p4 += skip; p5 += skip; p6 += skip;
            w += arguments.WeightGap * 2 * width;
        }

        TVector slope = TSimd.Broadcast(arguments.Slope);
        o = tile.Outputs;
        step = tile.OutputStep;
        float* y = tile.Output + o[0];
        TSimd.Store(TSimd.Rectify(s0, slope), y); TSimd.Store(TSimd.Rectify(t0, slope), y + width);
        TSimd.Store(TSimd.Rectify(s1, slope), y + step); TSimd.Store(TSimd.Rectify(t1, slope), y + step + width);
        y = tile.Output + o[1];
        TSimd.Store(TSimd.Rectify(s2, slope), y); TSimd.Store(TSimd.Rectify(t2, slope), y + width);
        TSimd.Store(TSimd.Rectify(s3, slope), y + step); TSimd.Store(TSimd.Rectify(t3, slope), y + step + width);
        y = tile.Output + o[2];
        TSimd.Store(TSimd.Rectify(s4, slope), y); TSimd.Store(TSimd.Rectify(t4, slope), y + width);
        TSimd.Store(TSimd.Rectify(s5, slope), y + step); TSimd.Store(TSimd.Rectify(t5, slope), y + step + width);
        y = tile.Output + o[3];
        TSimd.Store(TSimd.Rectify(s6, slope), y); TSimd.Store(TSimd.Rectify(t6, slope), y + width);
        TSimd.Store(TSimd.Rectify(s7, slope), y + step); TSimd.Store(TSimd.Rectify(t7, slope), y + step + width);
        y = tile.Output + o[4];
        TSimd.Store(TSimd.Rectify(s8, slope), y); TSimd.Store(TSimd.Rectify(t8, slope), y + width);
        TSimd.Store(TSimd.Rectify(s9, slope), y + step); TSimd.Store(TSimd.Rectify(t9, slope), y + step + width);
        y = tile.Output + o[5];
        TSimd.Store(TSimd.Rectify(s10, slope), y); TSimd.Store(TSimd.Rectify(t10, slope), y + width);
        TSimd.Store(TSimd.Rectify(s11, slope), y + step); TSimd.Store(TSimd.Rectify(t11, slope), y + step + width);
        y = tile.Output + o[6];
        TSimd.Store(TSimd.Rectify(s12, slope), y); TSimd.Store(TSimd.Rectify(t12, slope), y + width);
        TSimd.Store(TSimd.Rectify(s13, slope), y + step); TSimd.Store(TSimd.Rectify(t13, slope), y + step + width);
    }
}
