using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Draws thin straight lines over pictures: ink, or scratches that let the paper show.</summary>
internal sealed class StraightLines(AugmentationOptions options, int height, int width) : IImageEffect
{
    /// <inheritdoc/>
    public int ScratchLength => 0;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random)
    {
        for (int left = 1 + random.Next(options.Lines); left > 0; left--)
        {
            float level = random.NextSingle() < .5f ? 0 : random.Uniform(64, 255);
            // Ends up to a quarter outside, so that some lines cross the whole picture.
            float fromX = random.Uniform(-.25f, 1.25f) * width, toX = random.Uniform(-.25f, 1.25f) * width;
            float fromY = random.Uniform(-.25f, 1.25f) * height, toY = random.Uniform(-.25f, 1.25f) * height;
            Draw(picture, fromX, fromY, toX, toY, level);
        }
    }

    /// <summary>Draws one line, one pixel wide with soft edges (Wu, "An efficient antialiasing technique", 1991).</summary>
    /// <param name="picture">[H, W].</param>
    /// <param name="fromX">The column of one end; pixel centres lie on whole numbers, and what is outside is not drawn.</param>
    /// <param name="fromY">Its row.</param>
    /// <param name="toX">The column of the other end.</param>
    /// <param name="toY">Its row.</param>
    /// <param name="level">The grey level, 0 to 255.</param>
    public void Draw(Span<float> picture, float fromX, float fromY, float toX, float toY, float level)
    {
        if (Math.Abs(toX - fromX) >= Math.Abs(toY - fromY))
        {
            Draw(picture, (fromX, fromY), (toX, toY), (1, width), (width, height), level);
        }
        else
        {
            Draw(picture, (fromY, fromX), (toY, toX), (width, 1), (height, width), level);
        }
    }

    /// <summary>One step along the longer axis after the other, two pixels across each; pairs are (along, across).</summary>
    private static void Draw(
        Span<float> picture, (float Along, float Across) from, (float Along, float Across) to,
        (int Along, int Across) stride, (int Along, int Across) size, float level)
    {
        if (from.Along > to.Along) { (from, to) = (to, from); }
        float slope = to.Along > from.Along ? (to.Across - from.Across) / (to.Along - from.Along) : 0;
        int last = (int)Math.Min(MathF.Floor(to.Along), size.Along - 1);
        for (int along = (int)Math.Max(MathF.Ceiling(from.Along), 0); along <= last; along++)
        {
            float across = from.Across + slope * (along - from.Along), floor = MathF.Floor(across);
            int place = (int)floor;
            if ((uint)place < (uint)size.Across)
            {
                Blend(ref picture[along * stride.Along + place * stride.Across], level, 1 - (across - floor));
            }
            if ((uint)(place + 1) < (uint)size.Across)
            {
                Blend(ref picture[along * stride.Along + (place + 1) * stride.Across], level, across - floor);
            }
        }
    }

    private static void Blend(ref float pixel, float level, float coverage) => pixel += coverage * (level - pixel);
}
