using DigitML.Engine.Numerics;

namespace DigitML.Synthesis.Shapes;

/// <summary>Two or three digits side by side, of somewhat different sizes and heights, apart, touching or overlapping.</summary>
/// <param name="digits">The digits.</param>
internal sealed class SeveralDigits(LargeDigits digits) : NonDigitShape
{
    private const float ShareOfTwo = .75f;

    /// <summary>The largest gap, and the largest overlap, as a fraction of a digit's height.</summary>
    private const float LargestGap = .15f;

    /// <summary>The largest part of the narrower digit that overlaps: two ones on each other would be a one.</summary>
    private const float LargestOverlap = .3f;

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        GrayImage shape = digits.Draw(ref random, Zoom(ref random)).Ink;
        int more = random.NextSingle() < ShareOfTwo ? 1 : 2;
        for (int i = 0; i < more; i++)
        {
            GrayImage next = digits.Draw(ref random, Zoom(ref random)).Ink;
            shape = Join(shape, next, random.Uniform(-LargestGap, LargestGap), random.Uniform(-LargestGap, LargestGap));
        }
        return shape;
    }

    /// <summary>Lays two pieces of ink side by side.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <param name="gap">The space between their boxes as a fraction of the lower one's height; below 0 they overlap.</param>
    /// <param name="offset">How much lower the middle of the right one lies, as such a fraction.</param>
    public static GrayImage Join(GrayImage left, GrayImage right, float gap, float offset)
    {
        int unit = Math.Min(left.Height, right.Height);
        int overlap = (int)(LargestOverlap * Math.Min(left.Width, right.Width));
        int start = left.Width + Math.Max((int)MathF.Round(gap * unit), -overlap);
        int lower = (left.Height - right.Height) / 2 + (int)MathF.Round(offset * unit);
        int top = Math.Min(0, lower), bottom = Math.Max(left.Height, lower + right.Height);
        var canvas = new InkCanvas(Math.Max(left.Width, start + right.Width), bottom - top);
        canvas.Paste(left, 0, -top);
        canvas.Paste(right, start, lower - top);
        return canvas.ToImage();
    }

    private static float Zoom(ref RandomStream random) => LargeDigits.Zoom * random.Uniform(.8f, 1.2f);
}
