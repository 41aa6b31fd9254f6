using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Segments;

/// <summary>Cuts a shape out of a page, without what stands beside it, and brings it to MNIST's form.</summary>
internal static class GlyphImage
{
    /// <summary>The shape alone as 28x28 pixels, white on black, fitted and centred.</summary>
    /// <remarks>The grey edge of a stroke belongs to it: pixels beside the shape's own that are too faint to be anybody's ink.</remarks>
    public static GrayImage Create(InkMap ink, InkShape shape)
    {
        (int left, int top) = (shape.Box.X - 1, shape.Box.Y - 1);
        int width = shape.Box.Width + 2, height = shape.Box.Height + 2;
        var pixels = new byte[width * height];
        foreach (InkRun run in shape.Runs)
        {
            for (int y = Math.Max(0, run.Y - 1); y <= Math.Min(ink.Height - 1, run.Y + 1); y++)
            {
                for (int x = Math.Max(0, run.Start - 1); x <= Math.Min(ink.Width - 1, run.End); x++)
                {
                    int index = y * ink.Width + x;
                    if (ink.Mask[index] == 0) { pixels[(y - top) * width + x - left] = ink.Strength(index); }
                }
            }
        }

        foreach (InkRun run in shape.Runs)
        {
            for (int x = run.Start; x < run.End; x++) { pixels[(run.Y - top) * width + x - left] = ink.Strength(run.Y * ink.Width + x); }
        }

        return DigitNormalizer.FitInk(GrayImage.Wrap(width, height, pixels));
    }
}
