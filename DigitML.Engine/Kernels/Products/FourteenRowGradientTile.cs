using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// The weight gradient's tile for thirty-two registers (AVX-512, NEON): fourteen rows that lie side by side in the input, by two registers.
/// It takes two pixels in one turn of its loop, which is worth 7 %.
/// </summary>
internal static unsafe class FourteenRowGradientTile
{
    /// <summary>Rows in a tile.</summary>
    public const int Rows = 14;

    /// <summary>Computes fourteen rows of two registers' columns. The number of steps must be even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in WeightGradientArguments arguments, int row, int column, in GradientTarget target)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint inputStep = arguments.InputStep, gradientStep = arguments.GradientStep, next = target.StartStride;
        float* s = target.Start;
        TVector s0 = TSimd.Load(s), t0 = TSimd.Load(s + width), s1 = TSimd.Load(s + next), t1 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s2 = TSimd.Load(s), t2 = TSimd.Load(s + width), s3 = TSimd.Load(s + next), t3 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s4 = TSimd.Load(s), t4 = TSimd.Load(s + width), s5 = TSimd.Load(s + next), t5 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s6 = TSimd.Load(s), t6 = TSimd.Load(s + width), s7 = TSimd.Load(s + next), t7 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s8 = TSimd.Load(s), t8 = TSimd.Load(s + width), s9 = TSimd.Load(s + next), t9 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s10 = TSimd.Load(s), t10 = TSimd.Load(s + width), s11 = TSimd.Load(s + next), t11 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s12 = TSimd.Load(s), t12 = TSimd.Load(s + width), s13 = TSimd.Load(s + next), t13 = TSimd.Load(s + next + width);
        float* inputs = arguments.Input + arguments.RowOffsets[row], gradients = arguments.Gradient + column;
        for (int line = 0; line < arguments.Lines; line++)
        {
            float* x = inputs + line * arguments.InputLine, d = gradients + line * arguments.GradientLine;
            for (float* end = d + arguments.Steps * gradientStep; d < end;)
            {
                TVector u = TSimd.Load(d), v = TSimd.Load(d + width), a = TSimd.Broadcast(x[0]);
                s0 = TSimd.MultiplyAdd(a, u, s0); t0 = TSimd.MultiplyAdd(a, v, t0);
                a = TSimd.Broadcast(x[1]);
                s1 = TSimd.MultiplyAdd(a, u, s1); t1 = TSimd.MultiplyAdd(a, v, t1);
                a = TSimd.Broadcast(x[2]);
                s2 = TSimd.MultiplyAdd(a, u, s2); t2 = TSimd.MultiplyAdd(a, v, t2);
                a = TSimd.Broadcast(x[3]);
                s3 = TSimd.MultiplyAdd(a, u, s3); t3 = TSimd.MultiplyAdd(a, v, t3);
                a = TSimd.Broadcast(x[4]);
                s4 = TSimd.MultiplyAdd(a, u, s4); t4 = TSimd.MultiplyAdd(a, v, t4);
                a = TSimd.Broadcast(x[5]);
                s5 = TSimd.MultiplyAdd(a, u, s5); t5 = TSimd.MultiplyAdd(a, v, t5);
                a = TSimd.Broadcast(x[6]);
                s6 = TSimd.MultiplyAdd(a, u, s6); t6 = TSimd.MultiplyAdd(a, v, t6);
                a = TSimd.Broadcast(x[7]);
                s7 = TSimd.MultiplyAdd(a, u, s7); t7 = TSimd.MultiplyAdd(a, v, t7);
                a = TSimd.Broadcast(x[8]);
                s8 = TSimd.MultiplyAdd(a, u, s8); t8 = TSimd.MultiplyAdd(a, v, t8);
                a = TSimd.Broadcast(x[9]);
                s9 = TSimd.MultiplyAdd(a, u, s9); t9 = TSimd.MultiplyAdd(a, v, t9);
                a = TSimd.Broadcast(x[10]);
                s10 = TSimd.MultiplyAdd(a, u, s10); t10 = TSimd.MultiplyAdd(a, v, t10);
                a = TSimd.Broadcast(x[11]);
                s11 = TSimd.MultiplyAdd(a, u, s11); t11 = TSimd.MultiplyAdd(a, v, t11);
                a = TSimd.Broadcast(x[12]);
                s12 = TSimd.MultiplyAdd(a, u, s12); t12 = TSimd.MultiplyAdd(a, v, t12);
                a = TSimd.Broadcast(x[13]);
                s13 = TSimd.MultiplyAdd(a, u, s13); t13 = TSimd.MultiplyAdd(a, v, t13);
                x += inputStep; d += gradientStep;
                u = TSimd.Load(d); v = TSimd.Load(d + width); a = TSimd.Broadcast(x[0]);
                s0 = TSimd.MultiplyAdd(a, u, s0); t0 = TSimd.MultiplyAdd(a, v, t0);
                a = TSimd.Broadcast(x[1]);
                s1 = TSimd.MultiplyAdd(a, u, s1); t1 = TSimd.MultiplyAdd(a, v, t1);
                a = TSimd.Broadcast(x[2]);
                s2 = TSimd.MultiplyAdd(a, u, s2); t2 = TSimd.MultiplyAdd(a, v, t2);
                a = TSimd.Broadcast(x[3]);
                s3 = TSimd.MultiplyAdd(a, u, s3); t3 = TSimd.MultiplyAdd(a, v, t3);
                a = TSimd.Broadcast(x[4]);
                s4 = TSimd.MultiplyAdd(a, u, s4); t4 = TSimd.MultiplyAdd(a, v, t4);
                a = TSimd.Broadcast(x[5]);
                s5 = TSimd.MultiplyAdd(a, u, s5); t5 = TSimd.MultiplyAdd(a, v, t5);
                a = TSimd.Broadcast(x[6]);
                s6 = TSimd.MultiplyAdd(a, u, s6); t6 = TSimd.MultiplyAdd(a, v, t6);
                a = TSimd.Broadcast(x[7]);
                s7 = TSimd.MultiplyAdd(a, u, s7); t7 = TSimd.MultiplyAdd(a, v, t7);
                a = TSimd.Broadcast(x[8]);
                s8 = TSimd.MultiplyAdd(a, u, s8); t8 = TSimd.MultiplyAdd(a, v, t8);
                a = TSimd.Broadcast(x[9]);
                s9 = TSimd.MultiplyAdd(a, u, s9); t9 = TSimd.MultiplyAdd(a, v, t9);
                a = TSimd.Broadcast(x[10]);
                s10 = TSimd.MultiplyAdd(a, u, s10); t10 = TSimd.MultiplyAdd(a, v, t10);
                a = TSimd.Broadcast(x[11]);
                s11 = TSimd.MultiplyAdd(a, u, s11); t11 = TSimd.MultiplyAdd(a, v, t11);
                a = TSimd.Broadcast(x[12]);
                s12 = TSimd.MultiplyAdd(a, u, s12); t12 = TSimd.MultiplyAdd(a, v, t12);
                a = TSimd.Broadcast(x[13]);
                s13 = TSimd.MultiplyAdd(a, u, s13); t13 = TSimd.MultiplyAdd(a, v, t13);
                x += inputStep; d += gradientStep;
            }
        }

        float* y = target.End;
        next = target.EndStride;
        TSimd.Store(s0, y); TSimd.Store(t0, y + width); TSimd.Store(s1, y + next); TSimd.Store(t1, y + next + width);
        y += 2 * next;
        TSimd.Store(s2, y); TSimd.Store(t2, y + width); TSimd.Store(s3, y + next); TSimd.Store(t3, y + next + width);
        y += 2 * next;
        TSimd.Store(s4, y); TSimd.Store(t4, y + width); TSimd.Store(s5, y + next); TSimd.Store(t5, y + next + width);
        y += 2 * next;
        TSimd.Store(s6, y); TSimd.Store(t6, y + width); TSimd.Store(s7, y + next); TSimd.Store(t7, y + next + width);
        y += 2 * next;
        TSimd.Store(s8, y); TSimd.Store(t8, y + width); TSimd.Store(s9, y + next); TSimd.Store(t9, y + next + width);
        y += 2 * next;
        TSimd.Store(s10, y); TSimd.Store(t10, y + width); TSimd.Store(s11, y + next); TSimd.Store(t11, y + next + width);
        y += 2 * next;
        TSimd.Store(s12, y); TSimd.Store(t12, y + width); TSimd.Store(s13, y + next); TSimd.Store(t13, y + next + width);
        target.CopySpare();
    }
}
