using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>The weight gradient's tile for sixteen registers, and for rows that lie anywhere: six rows by two registers.</summary>
internal static unsafe class SixRowGradientTile
{
    /// <summary>Rows in a tile.</summary>
    public const int Rows = 6;

    /// <summary>Computes six rows of two registers' columns; rows past the last are the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TSimd, TVector>(in WeightGradientArguments arguments, int row, int column, in GradientTarget target)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width, last = arguments.Rows - 1;
        nint* rows = arguments.RowOffsets;
        nint o0 = rows[row], o1 = rows[Math.Min(row + 1, last)], o2 = rows[Math.Min(row + 2, last)];
        nint o3 = rows[Math.Min(row + 3, last)], o4 = rows[Math.Min(row + 4, last)], o5 = rows[Math.Min(row + 5, last)];
        nint inputStep = arguments.InputStep, gradientStep = arguments.GradientStep, next = target.StartStride;
        float* s = target.Start;
        TVector s0 = TSimd.Load(s), t0 = TSimd.Load(s + width), s1 = TSimd.Load(s + next), t1 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s2 = TSimd.Load(s), t2 = TSimd.Load(s + width), s3 = TSimd.Load(s + next), t3 = TSimd.Load(s + next + width);
        s += 2 * next;
        TVector s4 = TSimd.Load(s), t4 = TSimd.Load(s + width), s5 = TSimd.Load(s + next), t5 = TSimd.Load(s + next + width);
        float* gradients = arguments.Gradient + column;
        for (int line = 0; line < arguments.Lines; line++)
        {
            float* x = arguments.Input + line * arguments.InputLine, d = gradients + line * arguments.GradientLine;
            for (float* end = d + arguments.Steps * gradientStep; d < end;)
            {
                TVector u = TSimd.Load(d), v = TSimd.Load(d + width), a = TSimd.Broadcast(x[o0]);
                s0 = TSimd.MultiplyAdd(a, u, s0); t0 = TSimd.MultiplyAdd(a, v, t0);
                a = TSimd.Broadcast(x[o1]);
                s1 = TSimd.MultiplyAdd(a, u, s1); t1 = TSimd.MultiplyAdd(a, v, t1);
                a = TSimd.Broadcast(x[o2]);
                s2 = TSimd.MultiplyAdd(a, u, s2); t2 = TSimd.MultiplyAdd(a, v, t2);
                a = TSimd.Broadcast(x[o3]);
                s3 = TSimd.MultiplyAdd(a, u, s3); t3 = TSimd.MultiplyAdd(a, v, t3);
                a = TSimd.Broadcast(x[o4]);
                s4 = TSimd.MultiplyAdd(a, u, s4); t4 = TSimd.MultiplyAdd(a, v, t4);
                a = TSimd.Broadcast(x[o5]);
                s5 = TSimd.MultiplyAdd(a, u, s5); t5 = TSimd.MultiplyAdd(a, v, t5);
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
        target.CopySpare();
    }
}
