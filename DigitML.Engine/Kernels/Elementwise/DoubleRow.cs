using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>Rows of numbers in double precision, of equal length, a register at a time: what linear algebra is made of.</summary>
internal static class DoubleRow
{
    /// <summary>The sum of left[i] * right[i].</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> lefts = MemoryMarshal.Cast<double, Vector<double>>(left);
        ReadOnlySpan<Vector<double>> rights = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
        // Two sums, so that an addition need not wait for the one before.
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        for (int i = 0; i < lefts.Length; i++)
        {
            if (i % 2 == 0) { even += lefts[i] * rights[i]; }
            else { odd += lefts[i] * rights[i]; }
        }

        double sum = Vector.Sum(even + odd);
        for (int i = lefts.Length * Vector<double>.Count; i < left.Length; i++) { sum += left[i] * right[i]; }
        return sum;
    }

    /// <summary>target[i] += factor * source[i].</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> sources = MemoryMarshal.Cast<double, Vector<double>>(source[..target.Length]);
        for (int i = 0; i < targets.Length; i++) { targets[i] += sources[i] * factor; }
        for (int i = targets.Length * Vector<double>.Count; i < target.Length; i++) { target[i] += source[i] * factor; }
    }

    /// <summary>(first[i], second[i]) becomes (cosine * first[i] + sine * second[i], cosine * second[i] - sine * first[i]).</summary>
    public static void Rotate(Span<double> first, Span<double> second, double cosine, double sine)
    {
        Span<Vector<double>> firsts = MemoryMarshal.Cast<double, Vector<double>>(first);
        Span<Vector<double>> seconds = MemoryMarshal.Cast<double, Vector<double>>(second[..first.Length]);
        for (int i = 0; i < firsts.Length; i++)
        {
            Vector<double> one = firsts[i], two = seconds[i];
            (firsts[i], seconds[i]) = (one * cosine + two * sine, two * cosine - one * sine);
        }

        for (int i = firsts.Length * Vector<double>.Count; i < first.Length; i++)
        {
            (first[i], second[i]) = (cosine * first[i] + sine * second[i], cosine * second[i] - sine * first[i]);
        }
    }
}
