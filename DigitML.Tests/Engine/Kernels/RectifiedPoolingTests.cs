using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class RectifiedPoolingTests
{
    private const int Cells = 3;

    public static IEnumerable<object[]> ChannelCounts => new[] { 1, 3, 7, 10, 33, 64 }.Select(count => new object[] { count });

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_RectifiedNumbers_GivesTheLargestAndItsPixel(int channels) => Check(channels, GuardedBuffer.Random(4 * Cells * channels, 1));

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_Ties_GoToTheFirstPixel(int channels)
    {
        GuardedBuffer pixels = GuardedBuffer.Random(4 * Cells * channels, 2, 2);
        foreach (ref float value in pixels.Span) { value = MathF.Round(value); }
        Check(channels, pixels);
    }

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_NegativeZerosAndNegatives_AreDead(int channels)
    {
        foreach (float value in new[] { -0f, 0f, -1f, float.NegativeInfinity })
        {
            GuardedBuffer pixels = GuardedBuffer.Random(4 * Cells * channels, 3);
            pixels.Span.Fill(value);
            (GuardedBuffer largest, byte[] winners) = Forward(channels, pixels);
            Assert.AreEqual(-1, winners.AsSpan().IndexOfAnyExcept(RectifiedPooling.Dead), $"{value}");
            Assert.AreEqual(-1, largest.Span.IndexOfAnyExcept(value), $"{value}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_NaN_WinsWhereverItIsAndIsAlive(int channels)
    {
        // Beside numbers that are larger, and beside none that is alive.
        foreach (float others in new[] { 5f, 0f, -5f, float.PositiveInfinity })
        {
            for (int pixel = 0; pixel < 4; pixel++)
            {
                GuardedBuffer pixels = GuardedBuffer.Random(4 * Cells * channels, 4);
                pixels.Span.Fill(others);
                for (int channel = 0; channel < channels; channel++) { At(pixels, channels, 1, channel, pixel) = float.NaN; }
                (GuardedBuffer largest, byte[] winners) = Forward(channels, pixels);
                for (int i = 0; i < largest.Length; i++)
                {
                    bool hit = i / channels == 1;
                    Assert.AreEqual(hit ? float.NaN : others, largest.Span[i], $"number {i} beside {others}");
                    Assert.AreEqual(hit ? pixel : others > 0 ? 0 : RectifiedPooling.Dead, winners[i], $"winner {i} beside {others}");
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_SeveralNaNs_TheFirstWins(int channels)
    {
        GuardedBuffer pixels = GuardedBuffer.Random(4 * Cells * channels, 5);
        for (int i = 0; i < Cells * channels; i++)
        {
            (At(pixels, channels, i / channels, i % channels, 3), At(pixels, channels, i / channels, i % channels, 1)) = (float.NaN, float.NaN);
        }

        Assert.AreEqual(-1, Forward(channels, pixels).Winners.AsSpan().IndexOfAnyExcept((byte)1));
    }

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Forward_NoWinnersWanted_GivesTheSameNumbers(int channels)
    {
        GuardedBuffer pixels = GuardedBuffer.Random(4 * Cells * channels, 6), largest = GuardedBuffer.Output(Cells * channels);
        RectifiedPooling.Forward(pixels.Pointer, Bottom(pixels), largest.Pointer, null, Cells, channels);
        largest.AssertGuards("largest");
        Assert.IsTrue(Forward(channels, pixels).Largest.Span.SequenceEqual(largest.Span));
    }

    [TestMethod]
    [DynamicData(nameof(ChannelCounts))]
    public void Backward_AllWinnersAndNone_ReachesTheWinnersOnly(int channels)
    {
        GuardedBuffer gradient = GuardedBuffer.Random(Cells * channels, 7);
        GuardedBuffer top = GuardedBuffer.Output(2 * Cells * channels), bottom = GuardedBuffer.Output(2 * Cells * channels);
        byte[] winners = [.. Enumerable.Range(0, Cells * channels).Select(i => (byte)(i % 5))];
        gradient.Span[^1] = float.NaN;
        winners[^1] = 3;
        fixed (byte* pointer = winners) { RectifiedPooling.Backward(gradient.Pointer, pointer, top.Pointer, bottom.Pointer, Cells, channels); }
        float[] expected = new float[4 * Cells * channels];
        for (int i = 0; i < winners.Length; i++)
        {
            if (winners[i] != RectifiedPooling.Dead) { expected[Index(channels, i / channels, i % channels, winners[i])] = gradient.Span[i]; }
        }

        Assert.AreSequenceEqual(expected[..top.Length], top.Span.ToArray());
        Assert.AreSequenceEqual(expected[top.Length..], bottom.Span.ToArray());
        top.AssertGuards("upper line");
        bottom.AssertGuards("lower line");
    }

    private static void Check(int channels, GuardedBuffer pixels)
    {
        (GuardedBuffer largest, byte[] winners) = Forward(channels, pixels);
        for (int i = 0; i < largest.Length; i++)
        {
            float[] window = [.. Enumerable.Range(0, 4).Select(pixel => At(pixels, channels, i / channels, i % channels, pixel))];
            float best = window.Max();
            Assert.AreEqual(best, largest.Span[i], $"number {i}");
            Assert.AreEqual(best > 0 ? Array.IndexOf(window, best) : RectifiedPooling.Dead, winners[i], $"winner {i}");
        }
    }

    private static (GuardedBuffer Largest, byte[] Winners) Forward(int channels, GuardedBuffer pixels)
    {
        const int margin = 67, guard = 0xA5;
        GuardedBuffer largest = GuardedBuffer.Output(Cells * channels);
        byte[] winners = new byte[largest.Length + 2 * margin];
        Array.Fill(winners, (byte)guard);
        fixed (byte* pointer = &winners[margin])
        {
            RectifiedPooling.Forward(pixels.Pointer, Bottom(pixels), largest.Pointer, pointer, Cells, channels);
        }

        largest.AssertGuards("largest");
        Assert.AreEqual(-1, winners.AsSpan(0, margin).IndexOfAnyExcept((byte)guard), "memory before the winners was overwritten");
        Assert.AreEqual(-1, winners.AsSpan(margin + largest.Length).IndexOfAnyExcept((byte)guard), "memory behind the winners was overwritten");
        return (largest, winners[margin..^margin]);
    }

    private static float* Bottom(GuardedBuffer pixels) => pixels.Pointer + pixels.Length / 2;

    private static ref float At(GuardedBuffer pixels, int channels, int cell, int channel, int pixel) =>
        ref pixels.Span[Index(channels, cell, channel, pixel)];

    // Both lines follow each other: [2, 2 * cells, channels].
    private static int Index(int channels, int cell, int channel, int pixel) => ((pixel / 2 * Cells + cell) * 2 + pixel % 2) * channels + channel;
}
