using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>ReLU and leaky ReLU, in place: y = x where x is not negative, slope * x where it is. NaN stays NaN.</summary>
internal static class Rectifier
{
    /// <summary>Replaces x by y.</summary>
    /// <param name="values">x, then y.</param>
    /// <param name="slope">Factor for negative numbers, not negative; 0 is ReLU.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(Span<float> values, float slope)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = Vector.ConditionalSelect(Vector.LessThan(wide[i], Vector<float>.Zero), wide[i] * slope, wide[i]);
        }

        for (int i = wide.Length * Vector<float>.Count; i < values.Length; i++)
        {
            if (values[i] < 0) { values[i] *= slope; }
        }
    }

    /// <summary>Replaces dy by dx, from the sign of y, which is x's own: dx = dy where y is positive, slope * dy elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(ReadOnlySpan<float> outputs, Span<float> gradients, float slope)
    {
        ReadOnlySpan<Vector<float>> wideOutputs = MemoryMarshal.Cast<float, Vector<float>>(outputs);
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = Vector.ConditionalSelect(Vector.GreaterThan(wideOutputs[i], Vector<float>.Zero), wide[i], wide[i] * slope);
        }

        for (int i = wide.Length * Vector<float>.Count; i < gradients.Length; i++)
        {
            if (!(outputs[i] > 0)) { gradients[i] *= slope; }
        }
    }
}
