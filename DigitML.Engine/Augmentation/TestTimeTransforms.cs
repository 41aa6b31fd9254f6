using System.Buffers;

namespace DigitML.Engine.Augmentation;

/// <summary>
/// A fixed list of ways to look at an image: as it is, then moved, scaled, turned and slanted a little, each both ways. Has no state:
/// threads may share it.
/// </summary>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
internal sealed class TestTimeTransforms(int height, int width)
{
    /// <summary>How many views there are, the image itself among them.</summary>
    public const int MaximumCount = 11;

    private readonly Geometry _geometry = new(AugmentationOptions.None, height, width);
    private readonly AffineMap[] _maps = [.. Maps(height, width)];

    /// <summary>Writes one view of an image.</summary>
    /// <param name="number">Which one, from 0, the image as it is, to <see cref="MaximumCount"/> - 1.</param>
    /// <param name="pixels">[H, W], 0 (paper) to 255.</param>
    /// <param name="target">[H, W], rounded to whole greys.</param>
    public void Draw(int number, ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        if (number == 0)
        {
            pixels.CopyTo(target);
            return;
        }

        int length = ImageBuffer.Length(height, width);
        float[] values = ArrayPool<float>.Shared.Rent(length + _geometry.ScratchLength);
        _geometry.Move(pixels, values.AsSpan(0, length), values.AsSpan(length, _geometry.ScratchLength), _maps[number]);
        for (int i = 0; i < target.Length; i++) { target[i] = (byte)(values[i] + .5f); }
        ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>One view of every image of a set.</summary>
    /// <param name="number">Which one, from 0, the images as they are, to <see cref="MaximumCount"/> - 1.</param>
    /// <param name="images">Images of this size.</param>
    public ImageSet Draw(int number, ImageSet images)
    {
        if (number == 0) { return images; }
        int length = height * width;
        var pixels = new byte[images.Count * length];
        for (int image = 0; image < images.Count; image++) { Draw(number, images.Pixels(image), pixels.AsSpan(image * length, length)); }
        return ImageSet.Over(pixels, images.Labels.ToArray(), height, width, images.LabelNames);
    }

    // In pairs, so that an odd number of views leans to no side. Moves of one pixel of 28 come first: they bring most, as pooling makes what a
    // network sees depend on where its windows fall.
    private static IEnumerable<AffineMap> Maps(int height, int width)
    {
        const float Degrees = 6, Shear = .1f, Zoom = .06f, Shift = 1f / 28;
        yield return Map();
        foreach (int sign in new[] { -1, 1 }) { yield return Map(right: sign * Shift); }
        foreach (int sign in new[] { -1, 1 }) { yield return Map(down: sign * Shift); }
        foreach (int sign in new[] { -1, 1 }) { yield return Map(zoom: 1 + sign * Zoom); }
        foreach (int sign in new[] { -1, 1 }) { yield return Map(degrees: sign * Degrees); }
        foreach (int sign in new[] { -1, 1 }) { yield return Map(shear: sign * Shear); }

        AffineMap Map(float degrees = 0, float shear = 0, float zoom = 1, float right = 0, float down = 0) =>
            AffineMap.About((width - 1) / 2f, (height - 1) / 2f, degrees, zoom, zoom, right * width, down * height, shear);
    }
}
