using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Empties strokes, as <see cref="AugmentationOptions.Outline"/> wants it: what stays is the line round them.</summary>
internal sealed class Outline : IImageEffect
{
    private const float LineWidth = 1;

    private readonly float _largest;
    private readonly StrokeWidening _stroke;

    /// <summary>The effect for pictures of one size.</summary>
    public Outline(AugmentationOptions options, int height, int width)
    {
        _largest = options.Outline;
        _stroke = new StrokeWidening(options, height, width);
        ScratchLength = ImageBuffer.Length(height, width) + _stroke.ScratchLength;
    }

    /// <inheritdoc/>
    public int ScratchLength { get; }

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random) =>
        Draw(picture, scratch, random.Uniform(0, _largest));

    /// <summary>Thickens strokes by a pixel and takes a share of their old ink away.</summary>
    /// <param name="picture">As <see cref="IImageEffect.Apply"/> has it.</param>
    /// <param name="scratch">The same.</param>
    /// <param name="share">0, strokes stay filled, to 1, all of the old ink.</param>
    public void Draw(Span<float> picture, Span<float> scratch, float share)
    {
        Span<float> ink = scratch[..picture.Length];
        picture.CopyTo(ink);
        _stroke.Change(picture, scratch[picture.Length..], LineWidth);
        Span<Vector<float>> pixels = MemoryMarshal.Cast<float, Vector<float>>(picture);
        ReadOnlySpan<Vector<float>> inks = MemoryMarshal.Cast<float, Vector<float>>(ink)[..pixels.Length];
        for (int i = 0; i < pixels.Length; i++) { pixels[i] -= share * inks[i]; }
    }
}
