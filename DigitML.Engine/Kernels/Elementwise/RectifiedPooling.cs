using System.Numerics;
using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Elementwise;

/// <summary>
/// Max-pooling of 2x2 windows side by side over an image that a ReLU has gone over, as it comes from the convolution's product. For the backward
/// pass one byte of each window and channel is enough: which pixel won, or that none did.
/// </summary>
internal static unsafe class RectifiedPooling
{
    /// <summary>The winner's byte of a window whose largest number is 0: its gradient goes nowhere, because the ReLU stopped it.</summary>
    public const byte Dead = 4;

    /// <summary>
    /// Takes the largest of each window for each channel, and notes its pixel: 0 to 3 row by row, the first of equals. A NaN wins.
    /// </summary>
    /// <param name="top">The upper line of pixels [2 * cells, channels].</param>
    /// <param name="bottom">The lower line.</param>
    /// <param name="largest">The result [cells, channels].</param>
    /// <param name="winners">The winners [cells, channels], or null when no gradient is wanted.</param>
    /// <param name="cells">Windows of the line.</param>
    /// <param name="channels">Channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* top, float* bottom, float* largest, byte* winners, int cells, int channels)
    {
        int block = 4 * Vector<float>.Count, wide = channels / block * block;
        for (int cell = 0; cell < cells; cell++)
        {
            for (int channel = 0; channel < wide; channel += block)
            {
                Vector<int> w0 = Largest(top + channel, bottom + channel, channels, largest + channel);
                int next = channel + Vector<float>.Count;
                Vector<int> w1 = Largest(top + next, bottom + next, channels, largest + next);
                next += Vector<float>.Count;
                Vector<int> w2 = Largest(top + next, bottom + next, channels, largest + next);
                next += Vector<float>.Count;
                Vector<int> w3 = Largest(top + next, bottom + next, channels, largest + next);
                if (winners != null) { Vector.Store(Vector.Narrow(Vector.Narrow(w0, w1), Vector.Narrow(w2, w3)), (sbyte*)winners + channel); }
            }

            for (int channel = wide; channel < channels; channel++)
            {
                byte winner = LargestOne(top + channel, bottom + channel, channels, largest + channel);
                if (winners != null) { winners[channel] = winner; }
            }

            top += 2 * channels;
            bottom += 2 * channels;
            largest += channels;
            if (winners != null) { winners += channels; }
        }
    }

    /// <summary>Gives each window's gradient to the pixel that won, and zero to the others.</summary>
    /// <param name="gradient">The gradient of the largest numbers [cells, channels].</param>
    /// <param name="winners">What <see cref="Forward"/> noted.</param>
    /// <param name="top">The gradient of the upper line of pixels [2 * cells, channels].</param>
    /// <param name="bottom">That of the lower line.</param>
    /// <param name="cells">Windows of the line.</param>
    /// <param name="channels">Channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* gradient, byte* winners, float* top, float* bottom, int cells, int channels)
    {
        int block = 4 * Vector<float>.Count, wide = channels / block * block;
        for (int cell = 0; cell < cells; cell++)
        {
            for (int channel = 0; channel < wide; channel += block)
            {
                Vector.Widen(Vector.Load((sbyte*)winners + channel), out Vector<short> low, out Vector<short> high);
                Vector.Widen(low, out Vector<int> w0, out Vector<int> w1);
                Vector.Widen(high, out Vector<int> w2, out Vector<int> w3);
                Give(gradient + channel, w0, top + channel, bottom + channel, channels);
                int next = channel + Vector<float>.Count;
                Give(gradient + next, w1, top + next, bottom + next, channels);
                next += Vector<float>.Count;
                Give(gradient + next, w2, top + next, bottom + next, channels);
                next += Vector<float>.Count;
                Give(gradient + next, w3, top + next, bottom + next, channels);
            }

            for (int channel = wide; channel < channels; channel++)
            {
                float value = gradient[channel];
                byte winner = winners[channel];
                top[channel] = winner == 0 ? value : 0;
                top[channels + channel] = winner == 1 ? value : 0;
                bottom[channel] = winner == 2 ? value : 0;
                bottom[channels + channel] = winner == 3 ? value : 0;
            }

            top += 2 * channels;
            bottom += 2 * channels;
            gradient += channels;
            winners += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Largest(float* top, float* bottom, int next, float* largest)
    {
        Vector<float> best = Vector.Load(top);
        Vector<int> winner = Vector<int>.Zero;
        Challenge(Vector.Load(top + next), 1, ref best, ref winner);
        Challenge(Vector.Load(bottom), 2, ref best, ref winner);
        Challenge(Vector.Load(bottom + next), 3, ref best, ref winner);
        Vector.Store(best, largest);
        // Not "greater than zero": a NaN is alive.
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(best, Vector<float>.Zero), new Vector<int>(Dead), winner);
    }

    // What is not less or equal is greater, or one of the two is NaN. The first NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Challenge(Vector<float> candidate, int tap, ref Vector<float> best, ref Vector<int> winner)
    {
        Vector<int> loses = Vector.LessThanOrEqual(candidate, best) | ~Vector.Equals(best, best);
        best = Vector.ConditionalSelect(loses, best, candidate);
        winner = Vector.ConditionalSelect(loses, winner, new Vector<int>(tap));
    }

    private static byte LargestOne(float* top, float* bottom, int next, float* largest)
    {
        float best = *top;
        byte winner = 0;
        for (byte tap = 1; tap < 4; tap++)
        {
            float candidate = (tap < 2 ? top : bottom)[tap % 2 * next];
            if (!(candidate <= best) && !float.IsNaN(best)) { (best, winner) = (candidate, tap); }
        }

        *largest = best;
        return best <= 0 ? Dead : winner;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give(float* gradient, Vector<int> winner, float* top, float* bottom, int next)
    {
        Vector<int> value = Vector.AsVectorInt32(Vector.Load(gradient));
        Vector.Store(Vector.AsVectorSingle(Vector.Equals(winner, Vector<int>.Zero) & value), top);
        Vector.Store(Vector.AsVectorSingle(Vector.Equals(winner, new Vector<int>(1)) & value), top + next);
        Vector.Store(Vector.AsVectorSingle(Vector.Equals(winner, new Vector<int>(2)) & value), bottom);
        Vector.Store(Vector.AsVectorSingle(Vector.Equals(winner, new Vector<int>(3)) & value), bottom + next);
    }
}
