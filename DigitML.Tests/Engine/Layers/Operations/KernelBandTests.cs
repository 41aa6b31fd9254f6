using DigitML.Engine.Kernels;
using DigitML.Engine.Layers.Operations;

namespace DigitML.Tests.Engine.Layers.Operations;

[TestClass]
public sealed class KernelBandTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    public void Of_ValidPadding_IsOneBand(int taps) =>
        Assert.AreSequenceEqual([new KernelBand(0, 10 - taps + 1, 0, taps)], KernelBand.Create(10 - taps + 1, 10, taps, stride: 1, border: 0));

    [TestMethod]
    public void Of_SamePaddingOfFive_LeavesOutTheTapsThatMeetZeros() => Assert.AreSequenceEqual(
        [new KernelBand(0, 1, 2, 3), new(1, 1, 1, 4), new(2, 6, 0, 5), new(8, 1, 0, 4), new(9, 1, 0, 3)],
        KernelBand.Create(outputs: 10, inputs: 10, taps: 5, stride: 1, border: 2));

    [TestMethod]
    public void Of_SamePaddingOfStrideTwo_CountsInLinesOfTheInput() => Assert.AreSequenceEqual(
        [new KernelBand(0, 1, 1, 4), new(1, 3, 0, 5), new(4, 1, 0, 3)],
        KernelBand.Create(outputs: 5, inputs: 10, taps: 5, stride: 2, border: 1));

    [TestMethod]
    public void Of_KernelLargerThanTheImage_LeavesOutTapsOnBothSides() => Assert.AreSequenceEqual(
        [new KernelBand(0, 1, 3, 2), new(1, 1, 2, 2)],
        KernelBand.Create(outputs: 2, inputs: 2, taps: 6, stride: 1, border: 3));

    [TestMethod]
    public void Of_AnySizes_CoversEachLineOnceWithTheTapsThatMeetTheImage()
    {
        int several = 0;
        foreach ((int outputs, int inputs, int taps, int stride, int border) in Sizes())
        {
            IReadOnlyList<KernelBand> bands = KernelBand.Create(outputs, inputs, taps, stride, border);
            several += bands.Count > 1 ? 1 : 0;
            string what = $"{outputs} of {inputs}, {taps} taps, stride {stride}, border {border}";
            int next = 0;
            foreach (KernelBand band in bands)
            {
                Assert.AreEqual(next, band.First, what);
                Assert.IsGreaterThan(0, band.Count, what);
                next += band.Count;
                for (int output = band.First; output < next; output++)
                {
                    Assert.AreSequenceEqual(Met(output), Enumerable.Range(band.FirstTap, band.Taps), $"{what}: {output}");
                }
            }

            Assert.AreEqual(outputs, next, what);
            Assert.HasCount(Enumerable.Range(0, outputs).Select(output => string.Join(' ', Met(output))).Distinct().Count(), bands, what);
            int[] Met(int output) =>
                [.. Enumerable.Range(0, taps).Where(tap => output * stride - border + tap >= 0 && output * stride - border + tap < inputs)];
        }

        Assert.IsGreaterThan(100, several);
    }

    // Every convolution with same or valid padding, and its data gradient, up to a kernel of seven on an image of nine. A data gradient of
    // another stride than 1 is one of the output's gradient with zeros between its pixels, as many lines as the image and the padding above it.
    private static IEnumerable<(int Outputs, int Inputs, int Taps, int Stride, int Border)> Sizes() =>
        from height in Enumerable.Range(1, 9)
        from taps in Enumerable.Range(1, 7)
        from stride in new[] { 1, 2, 3 }
        from same in new[] { true, false }
        where same || taps <= height
        let padding = same ? ConvolutionShape.SamePadding(height, height, taps, taps, stride) : Halo.None
        let shape = new ConvolutionShape(height, height, 1, 1, taps, taps, stride, padding)
        from size in new[]
        {
            (shape.OutputHeight, height, taps, stride, padding.Top),
            (height, stride == 1 ? shape.OutputHeight : height + padding.Top, taps, 1, taps - 1 - padding.Top),
        }
        select size;
}
