using DigitML.Engine.Augmentation;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A digit of 28 x 28 pixels, redrawn in another size with edges as sharp as ink's.</summary>
/// <remarks>
/// The picture is smoothed by a cubic B-spline, which takes the steps out of its outlines, and then cut off at half ink with an edge of
/// about one pixel of the page.
/// </remarks>
internal sealed class Glyph
{
    private const int Side = 28;

    /// <summary>How much of full ink is the edge of a stroke. Below half, because the spline lowers thin strokes.</summary>
    private const float Edge = .38f;

    /// <summary>How steep smoothed edges are, in ink a pixel of 28 x 28.</summary>
    private const float Steepness = .45f;

    /// <summary>A digit's width in heights at most.</summary>
    private const float MostWidth = 1.25f;

    private static readonly StrokeWidening Widening = new(new AugmentationOptions(), Side, Side);

    private Glyph(InkSheet ink) => (Ink, Box) = (ink, InkBox(ink));

    /// <summary>The digit.</summary>
    public InkSheet Ink { get; }

    /// <summary>The box of the pixels that are at least half ink.</summary>
    public PageBox Box { get; }

    /// <summary>Draws a digit.</summary>
    /// <param name="pixels">[28, 28]: 0 where there is no ink to 255.</param>
    /// <param name="style">How.</param>
    public static Glyph Draw(ReadOnlySpan<byte> pixels, GlyphStyle style)
    {
        float[] source = Widened(pixels, style.Stroke);
        (float left, float top, float right, float bottom) = Extent(source);
        float scale = style.Height / Math.Max(bottom - top, (right - left) / MostWidth);
        (float sin, float cos) = MathF.SinCos(style.Turn * MathF.PI / 180);
        float shear = MathF.Tan(style.Slant * MathF.PI / 180);
        // Room for slant, turn and soft edges, on both sides.
        int width = (int)((right - left + (Math.Abs(shear) + Math.Abs(sin)) * (bottom - top)) * scale) + 8;
        int height = (int)((bottom - top + Math.Abs(sin) * (right - left)) * scale) + 8;
        var ink = new InkSheet(width, height);
        for (int i = 0; i < ink.Values.Length; i++)
        {
            float y = (i / width + .5f - height / 2f) / scale, x = (i % width + .5f - width / 2f) / scale + shear * y;
            float value = Sample(source, (left + right) / 2 + cos * x + sin * y, (top + bottom) / 2 - sin * x + cos * y);
            ink.Values[i] = Math.Clamp(.5f + (value - Edge) * Math.Max(1.2f, scale / Steepness), 0, 1);
        }
        return new Glyph(ink);
    }

    private static float[] Widened(ReadOnlySpan<byte> pixels, float stroke)
    {
        float[] picture = new float[ImageBuffer.Length(Side, Side)];
        for (int i = 0; i < pixels.Length; i++) { picture[i] = pixels[i] / 255f; }
        Widening.Change(picture, new float[Widening.ScratchLength], stroke);
        return picture;
    }

    /// <summary>Where the ink is, in pixels of 28 x 28, edges between pixels being whole numbers.</summary>
    private static (float Left, float Top, float Right, float Bottom) Extent(float[] source)
    {
        (int left, int top, int right, int bottom) = (Side, Side, 0, 0);
        for (int i = 0; i < Side * Side; i++)
        {
            if (source[i] < Edge) { continue; }
            (left, right) = (Math.Min(left, i % Side), Math.Max(right, i % Side + 1));
            (top, bottom) = (Math.Min(top, i / Side), Math.Max(bottom, i / Side + 1));
        }
        return right > left ? (left, top, right, bottom) : (0, 0, Side, Side);
    }

    /// <summary>The smoothed picture at a place, edges between pixels being whole numbers.</summary>
    private static float Sample(float[] source, float x, float y)
    {
        (x, y) = (x - .5f, y - .5f);
        int left = (int)MathF.Floor(x) - 1, top = (int)MathF.Floor(y) - 1;
        float sum = 0;
        for (int row = Math.Max(top, 0); row < Math.Min(top + 4, Side); row++)
        {
            float weight = Spline(y - row);
            for (int column = Math.Max(left, 0); column < Math.Min(left + 4, Side); column++)
            {
                sum += weight * Spline(x - column) * source[row * Side + column];
            }
        }
        return sum;
    }

    /// <summary>The cubic B-spline.</summary>
    private static float Spline(float distance)
    {
        float t = Math.Abs(distance);
        if (t >= 2) { return 0; }
        return t < 1 ? 2f / 3 - t * t * (1 - t / 2) : (2 - t) * (2 - t) * (2 - t) / 6;
    }

    private static PageBox InkBox(InkSheet ink)
    {
        (int left, int top, int right, int bottom) = (ink.Width, ink.Height, 0, 0);
        for (int i = 0; i < ink.Values.Length; i++)
        {
            if (ink.Values[i] < .5f) { continue; }
            (left, right) = (Math.Min(left, i % ink.Width), Math.Max(right, i % ink.Width + 1));
            (top, bottom) = (Math.Min(top, i / ink.Width), Math.Max(bottom, i / ink.Width + 1));
        }
        return right > left ? PageBox.Between(left, top, right, bottom) : new PageBox(0, 0, ink.Width, ink.Height);
    }
}
