using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class PoolingTests
{
    private static readonly int[] ChannelCounts = [1, 3, 4, 7, 8, 10, 16, 19, 33, 64];

    [TestMethod]
    public void MaxForward_Ties_GoToTheFirstTapInEveryLane()
    {
        foreach (int channels in ChannelCounts)
        {
            GuardedBuffer x = Ties(channels), y = GuardedBuffer.Output(channels);
            int[] winners = new int[channels];
            MaxPooling.Forward(x.Pointer, Taps(channels), y.Span, winners);
            y.AssertGuards("largest");
            for (int c = 0; c < channels; c++)
            {
                float[] window = [.. Enumerable.Range(0, 9).Select(tap => x.Span[tap * channels + c])];
                Assert.AreEqual(window.Max(), y.Span[c]);
                Assert.AreEqual(Array.IndexOf(window, window.Max()), winners[c], $"channel {c} of {channels}");
            }
        }
    }

    [TestMethod]
    public void MaxForward_NoWinnersWanted_GivesTheSameNumbers()
    {
        foreach (int channels in ChannelCounts)
        {
            GuardedBuffer x = Ties(channels), y = GuardedBuffer.Output(channels), z = GuardedBuffer.Output(channels);
            MaxPooling.Forward(x.Pointer, Taps(channels), y.Span, new int[channels]);
            MaxPooling.Forward(x.Pointer, Taps(channels), z.Span, []);
            Assert.IsTrue(y.Span.SequenceEqual(z.Span));
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void MaxBackward_StoredOrAdded_ReachesTheWinnersOnly(bool add)
    {
        foreach (int channels in ChannelCounts)
        {
            GuardedBuffer gradient = GuardedBuffer.Random(channels, 1), dx = GuardedBuffer.Output(9 * channels);
            int[] winners = [.. Enumerable.Range(0, channels).Select(c => c * 5 % 9)];
            dx.Span.Fill(2);
            MaxPooling.Backward(dx.Pointer, Taps(channels), gradient.Span, winners, add);
            double[] expected = new double[9 * channels];
            for (int c = 0; c < channels; c++) { expected[winners[c] * channels + c] = gradient.Span[c]; }
            dx.AssertClose([.. expected.Select(value => add ? value + 2 : value)], $"{channels} channels");
        }
    }

    [TestMethod]
    public void MaxOfAWholeLayer_TiesInOverlappingWindows_AgreesWithTheReference()
    {
        foreach (int stride in new[] { 1, 2, 3 })
        {
            var layer = new LayerCase(new MaxPool2D(3) { Stride = stride }, new TensorShape(8, 9, 19), 3);
            for (int i = 0; i < layer.Values.Length; i++) { layer.Values[i] = MathF.Round(layer.Values[i]); }
            layer.AssertClose(layer.Run(guarded: true), 1e-6);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Average_ForwardAndBackward_ShareTheWindowEqually(bool add)
    {
        foreach (int channels in ChannelCounts)
        {
            GuardedBuffer x = GuardedBuffer.Random(9 * channels, 1);
            GuardedBuffer y = GuardedBuffer.Output(channels), dx = GuardedBuffer.Output(9 * channels);
            AveragePooling.Forward(x.Pointer, Taps(channels), y.Span);
            double[] values = x.Widen();
            double Mean(int channel) => Enumerable.Range(0, 9).Average(tap => values[tap * channels + channel]);
            y.AssertClose([.. Enumerable.Range(0, channels).Select(Mean)], "mean");
            dx.Span.Fill(add ? 2 : float.NaN);
            AveragePooling.Backward(dx.Pointer, Taps(channels), y.Span, add);
            double[] gradient = y.Widen();
            dx.AssertClose([.. values.Select((_, i) => gradient[i % channels] / 9 + (add ? 2 : 0))], "shares");
        }
    }

    // Numbers of which many in a window are equal.
    private static GuardedBuffer Ties(int channels)
    {
        GuardedBuffer x = GuardedBuffer.Random(9 * channels, 1, 2);
        foreach (ref float value in x.Span) { value = MathF.Round(value); }
        return x;
    }

    private static OffsetTable Taps(int channels) => OffsetTable.Grid(3, 3, 3 * channels, channels, 0);
}
