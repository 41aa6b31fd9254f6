using DigitML.Engine.Augmentation;
using DigitML.Engine.Numerics;

namespace DigitML;

/// <summary>Shows what augmentation does to a picture; training does the same by itself.</summary>
public static class ImageAugmentation
{
    /// <summary>Changes a picture at random, as the options say.</summary>
    /// <param name="image">
    /// White on black, as after <see cref="DigitNormalizer.Normalize(GrayImage)"/>: what moves in from outside is black.
    /// </param>
    /// <param name="options">How far.</param>
    /// <param name="seed">The same seed gives the same picture.</param>
    /// <returns>A picture of the same size.</returns>
    /// <exception cref="DigitMLException">The options are out of range.</exception>
    public static GrayImage Apply(GrayImage image, AugmentationOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        float[] values = new float[image.Pixels.Length];
        new Augmenter(options, image.Height, image.Width).Apply(image.Pixels, values, new RandomStream(seed));
        return GrayImage.Wrap(image.Width, image.Height, Array.ConvertAll(values, value => (byte)MathF.Round(value)));
    }
}
