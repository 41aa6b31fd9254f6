using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>Max-pooling of one sample, all channels of a pixel at a time.</summary>
internal static unsafe class MaxPooling
{
    /// <summary>
    /// Takes the largest number of a window for each channel and notes which tap it was (the first of equals).
    /// A NaN in the window wins, so that it reaches the loss.
    /// </summary>
    /// <param name="taps">Addresses of the window's pixels, each with the channels of <paramref name="largest"/>.</param>
    /// <param name="window">The window's first pixel.</param>
    /// <param name="largest">The result, one number a channel.</param>
    /// <param name="winners">The tap's number for each channel, or empty when no gradient is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* window, OffsetTable taps, Span<float> largest, Span<int> winners)
    {
        int wide = largest.Length / Vector<float>.Count * Vector<float>.Count;
        for (int channel = 0; channel < wide; channel += Vector<float>.Count)
        {
            Vector<float> best = Vector.Load(window + taps.Pointer[0] + channel);
            Vector<int> winner = Vector<int>.Zero;
            for (int tap = 1; tap < taps.Count; tap++)
            {
                Vector<float> candidate = Vector.Load(window + taps.Pointer[tap] + channel);
                Vector<int> wins = Vector.GreaterThan(candidate, best) | ~Vector.Equals(candidate, candidate);
                best = Vector.ConditionalSelect(wins, candidate, best);
                winner = Vector.ConditionalSelect(wins, new Vector<int>(tap), winner);
            }

            best.CopyTo(largest[channel..]);
            if (!winners.IsEmpty) { winner.CopyTo(winners[channel..]); }
        }

        for (int channel = wide; channel < largest.Length; channel++) { ForwardOne(window + channel, taps, channel, largest, winners); }
    }

    /// <summary>Gives the gradient of each channel to the tap that won: stored in <paramref name="window"/>, or added when windows overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* window, OffsetTable taps, ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, bool add)
    {
        for (int tap = 0; tap < taps.Count; tap++)
        {
            var target = new Span<float>(window + taps.Pointer[tap], gradient.Length);
            Span<Vector<float>> wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
            ReadOnlySpan<Vector<float>> wideGradient = MemoryMarshal.Cast<float, Vector<float>>(gradient);
            ReadOnlySpan<Vector<int>> wideWinners = MemoryMarshal.Cast<int, Vector<int>>(winners);
            for (int i = 0; i < wideTarget.Length; i++)
            {
                Vector<float> part = Vector.ConditionalSelect(
                    Vector.Equals(wideWinners[i], new Vector<int>(tap)), wideGradient[i], Vector<float>.Zero);
                wideTarget[i] = add ? wideTarget[i] + part : part;
            }

            for (int channel = wideTarget.Length * Vector<float>.Count; channel < gradient.Length; channel++)
            {
                float part = winners[channel] == tap ? gradient[channel] : 0;
                target[channel] = add ? target[channel] + part : part;
            }
        }
    }

    private static void ForwardOne(float* window, OffsetTable taps, int channel, Span<float> largest, Span<int> winners)
    {
        int winner = 0;
        float best = window[taps.Pointer[0]];
        for (int tap = 1; tap < taps.Count; tap++)
        {
            float candidate = window[taps.Pointer[tap]];
            if (candidate > best || float.IsNaN(candidate)) { (best, winner) = (candidate, tap); }
        }

        largest[channel] = best;
        if (!winners.IsEmpty) { winners[channel] = winner; }
    }
}
