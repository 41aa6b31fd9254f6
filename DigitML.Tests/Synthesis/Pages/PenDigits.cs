using DigitML.Engine.Numerics;
using DigitML.Synthesis.Shapes;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>The ten digits drawn with a pen, for tests that need digits but no MNIST.</summary>
internal static class PenDigits
{
    private static readonly PenStrokes[] Digits =
    [
        .. new[]
        {
            "~5,0 1,3 1,7 5,10 9,7 9,3 5,0", "5,0 5,10", "~1,2 5,0 8,3 5,6 1,10;1,10 9,10", "~1,1 5,0 8,2 4,5 8,8 5,10 1,9", "3,0 1,6 9,6;7,3 7,10",
            "9,0 2,0 2,4;~2,4 6,4 8,7 5,10 1,9", "~7,0 2,4 1,8 5,10 8,8 6,5 2,7", "1,0 9,0 4,10", "~5,5 2,2 5,0 8,2 5,5 2,8 5,10 8,8 5,5",
            "~8,3 5,5 2,3 5,0 8,2 8,6 6,10",
        }.Select(PenStrokes.Parse),
    ];

    /// <summary>Digits in MNIST's form, 0 to 9 in turn.</summary>
    public static ImageSet Make(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(Draw)];
        return new ImageSet(pixels, [.. Enumerable.Range(0, count).Select(i => i % 10)], 28, 28, SyntheticDigits.Names(10));
    }

    private static byte[] Draw(int index)
    {
        var random = new RandomStream(1, (ulong)index);
        var canvas = new InkCanvas(InkCanvas.Side, InkCanvas.Side);
        Digits[index % 10].Draw(canvas, ref random);
        return DigitNormalizer.FitInk(canvas.ToImage()).Pixels.ToArray();
    }
}
