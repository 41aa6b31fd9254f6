using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>Average-pooling of one window, all channels of a pixel at a time.</summary>
internal static unsafe class AveragePooling
{
    /// <summary>mean[c] = the sum over the taps, divided by their number.</summary>
    public static void Forward(float* window, OffsetTable taps, Span<float> mean)
    {
        mean.Clear();
        float share = 1f / taps.Count;
        for (int tap = 0; tap < taps.Count; tap++)
        {
            AddScaled(new ReadOnlySpan<float>(window + taps.Pointer[tap], mean.Length), share, mean);
        }
    }

    /// <summary>Gives an equal share of each channel's gradient to every tap: stored, or added when windows overlap.</summary>
    public static void Backward(float* window, OffsetTable taps, ReadOnlySpan<float> gradient, bool add)
    {
        float share = 1f / taps.Count;
        for (int tap = 0; tap < taps.Count; tap++)
        {
            if (!add) { new Span<float>(window + taps.Pointer[tap], gradient.Length).Clear(); }
            AddScaled(gradient, share, new Span<float>(window + taps.Pointer[tap], gradient.Length));
        }
    }

    private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        ReadOnlySpan<Vector<float>> wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        Span<Vector<float>> wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (int i = 0; i < wideTarget.Length; i++) { wideTarget[i] += wideSource[i] * factor; }
        for (int i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++) { target[i] += source[i] * factor; }
    }
}
