using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>The product's tile for sixteen registers: six rows by two registers.</summary>
internal static unsafe class SixRowTile
{
    /// <summary>Pairs of rows in a tile.</summary>
    public const int Pairs = 3;

    /// <summary>Computes the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in ProductArguments arguments, in ProductTile tile)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        nint step = arguments.InputStep, length = arguments.RunLength, skip = arguments.RunStride - length;
        nint* o = tile.Inputs;
        float* input = arguments.Input;
        float* p0 = input + o[0], p1 = input + o[1], p2 = input + o[2];
        int width = TSimd.Width;
        TVector s0 = TSimd.Load(tile.Panel), t0 = TSimd.Load(tile.Panel + width);
        TVector s1 = s0, t1 = t0, s2 = s0, t2 = t0, s3 = s0, t3 = t0, s4 = s0, t4 = t0, s5 = s0, t5 = t0;
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
                p0++; p1++; p2++;
                w += 2 * width;
            }

            p0 += skip; p1 += skip; p2 += skip;
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
    }
}
