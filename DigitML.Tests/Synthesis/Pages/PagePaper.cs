using DigitML.Engine.Numerics;
using DigitML.Evaluation.Robustness;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Makes a picture of ink: paper, light, blur, grain, JPEG.</summary>
internal static class PagePaper
{
    /// <summary>Makes the picture.</summary>
    /// <param name="sheet">Where the ink is.</param>
    /// <param name="options">What pages look like.</param>
    /// <param name="random">What is drawn from.</param>
    public static GrayImage Develop(InkSheet sheet, PageOptions options, ref RandomStream random)
    {
        float paper = options.Paper.Draw(ref random), ink = options.Ink.Draw(ref random);
        if (random.NextSingle() < options.LightInkShare) { (paper, ink) = (255 - paper, 255 - ink); }
        float[] grey = new float[sheet.Values.Length];
        for (int i = 0; i < grey.Length; i++) { grey[i] = paper + (ink - paper) * sheet.Values[i]; }
        Darken(grey, sheet.Width, sheet.Height, options, ref random);
        float blur = options.Blur.Draw(ref random);
        if (blur > 0) { new GaussianFilter(blur).Blur(grey, sheet.Width, sheet.Height); }
        AddNoise(grey, options, ref random);
        byte[] pixels = new byte[grey.Length];
        for (int i = 0; i < pixels.Length; i++) { pixels[i] = (byte)Math.Round(Math.Clamp(grey[i], 0, 255)); }
        var image = GrayImage.Wrap(sheet.Width, sheet.Height, pixels);
        return options.JpegQuality is int quality ? JpegRoundTrip.Apply(image, quality) : image;
    }

    /// <summary>Takes light away: evenly towards one side, and beyond the soft edge of a shadow.</summary>
    private static void Darken(float[] grey, int width, int height, PageOptions options, ref RandomStream random)
    {
        float gradient = random.NextSingle() * options.Gradient, shadow = random.NextSingle() * options.Shadow;
        var falling = new Direction(width, height, ref random);
        var edge = new Direction(width, height, ref random);
        float place = random.Uniform(.2f, .8f), softness = random.Uniform(.01f, .08f);
        if (gradient + shadow == 0) { return; }
        for (int i = 0; i < grey.Length; i++)
        {
            int x = i % width, y = i / width;
            float beyond = 1 / (1 + MathF.Exp((place - edge.Along(x, y)) / softness));
            grey[i] *= (1 - gradient * falling.Along(x, y)) * (1 - shadow * beyond);
        }
    }

    private static void AddNoise(float[] grey, PageOptions options, ref RandomStream random)
    {
        float deviation = options.Noise.Draw(ref random), impulses = random.NextSingle() * options.Impulses;
        for (int i = 0; i < grey.Length && deviation > 0; i++) { grey[i] += deviation * random.NextGaussian(); }
        for (int count = (int)(impulses * grey.Length); count > 0; count--) { grey[random.Next(grey.Length)] = 255 * random.Next(2); }
    }

    /// <summary>A direction across a page: 0 at the corner where it comes from to 1 at the one where it goes to.</summary>
    private readonly struct Direction
    {
        private readonly float _x;
        private readonly float _y;
        private readonly float _start;

        public Direction(int width, int height, ref RandomStream random)
        {
            (float sin, float cos) = MathF.SinCos(random.Uniform(0, 2 * MathF.PI));
            float length = Math.Abs(cos) * width + Math.Abs(sin) * height;
            (_x, _y) = (cos / length, sin / length);
            _start = Math.Min(0, _x) * width + Math.Min(0, _y) * height;
        }

        public float Along(int x, int y) => _x * x + _y * y - _start;
    }
}
