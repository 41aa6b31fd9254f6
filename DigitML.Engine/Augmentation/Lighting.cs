using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Bad light: ink of another contrast, and a smooth background that shines through where there is no ink.</summary>
internal sealed class Lighting : IImageEffect
{
    private readonly float _contrast;
    private readonly float _background;
    private readonly SmoothField _field;
    private readonly int _height;
    private readonly int _width;

    /// <summary>The effect for pictures of one size, with the options' contrast and background.</summary>
    public Lighting(AugmentationOptions options, int height, int width)
    {
        (_contrast, _background, _height, _width) = (options.Contrast, options.Background, height, width);
        _field = new SmoothField(height, width, width / 2f);
    }

    /// <inheritdoc/>
    public int ScratchLength => _height * _width + ImageBuffer.Length(1, _width) + _field.SpreadLength + _field.ControlCount;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random)
    {
        float factor = 1 + random.Uniform(-_contrast, _contrast);
        float level = 255 * random.Uniform(0, _background), unevenness = random.NextSingle();
        Span<float> background = scratch[..ImageBuffer.Length(_height, _width)];
        DrawBackground(background, scratch[background.Length..], level, unevenness, ref random);
        Shine(picture, background, factor);
    }

    /// <summary>Multiplies the ink and lays it over a background: white ink hides it, black paper shows all of it.</summary>
    /// <param name="picture">In place.</param>
    /// <param name="background">As long, 0 to 255.</param>
    /// <param name="factor">At least 0.</param>
    public static void Shine(Span<float> picture, ReadOnlySpan<float> background, float factor)
    {
        Span<Vector<float>> pixels = MemoryMarshal.Cast<float, Vector<float>>(picture);
        ReadOnlySpan<Vector<float>> lights = MemoryMarshal.Cast<float, Vector<float>>(background)[..pixels.Length];
        var white = new Vector<float>(255);
        for (int i = 0; i < pixels.Length; i++)
        {
            Vector<float> ink = Vector.Min(pixels[i] * factor, white);
            pixels[i] = Vector.MultiplyAddEstimate(lights[i], Vector<float>.One - ink * (1 / 255f), ink);
        }
    }

    /// <summary>A level, on part of the picture less: blobs with soft edges, which control numbers of 0 and 1 make.</summary>
    private void DrawBackground(Span<float> background, Span<float> scratch, float level, float unevenness, ref RandomStream random)
    {
        Span<float> spread = scratch[.._field.SpreadLength], controls = scratch.Slice(_field.SpreadLength, _field.ControlCount);
        foreach (ref float control in controls) { control = random.Next(2) == 0 ? level : level * (1 - unevenness); }
        _field.Spread(controls, spread);
        for (int y = 0; y < _height; y++) { _field.ReadRow(spread, y, background[(y * _width)..]); }
    }
}
