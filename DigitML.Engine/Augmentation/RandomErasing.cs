using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Paints a random rectangle over pictures, as <see cref="AugmentationOptions.Erasing"/> wants it.</summary>
internal sealed class RandomErasing(AugmentationOptions options, int height, int width) : IImageEffect
{
    /// <inheritdoc/>
    public int ScratchLength => 0;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random)
    {
        int columns = 1 + random.Next(LargestSide(width)), rows = 1 + random.Next(LargestSide(height));
        int left = random.Next(width - columns + 1), top = random.Next(height - rows + 1);
        float level = random.NextSingle() < .5f ? 0 : random.Uniform(0, 255);
        for (int y = top; y < top + rows; y++) { picture.Slice(y * width + left, columns).Fill(level); }
    }

    // At least a pixel.
    private int LargestSide(int side) => Math.Max(1, (int)(options.Erasing * side));
}
