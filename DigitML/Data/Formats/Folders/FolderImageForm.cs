using DigitML.Engine.Threading;

namespace DigitML.Data.Formats.Folders;

/// <summary>What all images of a folder become so that they have one size and one polarity.</summary>
/// <param name="Size">Rows and columns of an image.</param>
/// <param name="Normalizes">Whether images are normalised, those of the size in question too.</param>
/// <param name="Inverts">Whether dark and light are exchanged.</param>
internal sealed record FolderImageForm(int Size, bool Normalizes, bool Inverts)
{
    /// <summary>Decides over all images of a set, so that its parts are treated alike.</summary>
    /// <param name="images">Images without fault, at least one.</param>
    /// <param name="rule">What the user asked for.</param>
    /// <exception cref="DigitMLException">The images were to be taken as they are, but one is not square or of another size.</exception>
    public static FolderImageForm Detect(IReadOnlyList<FolderImage> images, ImageRule rule)
    {
        FolderImage first = images[0];
        switch (rule)
        {
            case ImageRule.Auto when first.IsSmallSquare && images.All(image => (image.Width, image.Height) == (first.Width, first.Height)):
                return new(first.Width, false, AreDarkOnLight(images));
            case ImageRule.AsIs:
                CheckSizes(images);
                return new(first.Width, false, false);
            default:
                return new(DigitNormalizer.Size, true, false);
        }
    }

    /// <summary>Makes a set of images without fault.</summary>
    /// <param name="images">The images.</param>
    /// <param name="classes">The class folders, in the order of their labels.</param>
    /// <param name="names">What the classes are called.</param>
    /// <exception cref="DigitMLException">The pixels are more than an array can hold.</exception>
    public ImageSet Build(FolderImage[] images, string[] classes, IReadOnlyList<string> names)
        => ImageSet.Over(Pixels(images), Array.ConvertAll(images, image => Array.IndexOf(classes, image.File.Class)), Size, Size, names);

    private byte[] Pixels(FolderImage[] images)
    {
        int length = Size * Size;
        if ((long)length * images.Length > Array.MaxLength)
        {
            throw new DigitMLException($"{images.Length:N0} images of {Size} x {Size} pixels are {(long)length * images.Length:N0} pixels; "
                + $"at most {Array.MaxLength:N0} can be held: scale the images down, or normalise them.");
        }
        byte[] pixels = new byte[length * images.Length];
        WorkerTeam.FromSetting(0).Run(images.Length, item => Write(images[item].Picture!, pixels.AsSpan(item * length, length)));
        return pixels;
    }

    private void Write(GrayImage picture, Span<byte> target)
    {
        ReadOnlySpan<byte> source = (Normalizes ? DigitNormalizer.Normalize(picture) : picture).Pixels;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = Inverts ? (byte)(255 - source[i]) : source[i];
        }
    }

    private static void CheckSizes(IReadOnlyList<FolderImage> images)
    {
        FolderImage first = images[0];
        foreach (FolderImage image in images)
        {
            if (image.Width != image.Height)
            {
                throw new DigitMLException($"'{image.File.Path}' has {image.Width} x {image.Height} pixels; images that are taken as they "
                    + "are must be square: normalise them, or make them square.");
            }
            if (image.Width != first.Width)
            {
                throw new DigitMLException($"'{image.File.Path}' has {image.Width} x {image.Height} pixels but '{first.File.Path}' "
                    + $"{first.Width} x {first.Height}; images that are taken as they are must have one size: normalise them, or scale them.");
            }
        }
    }

    /// <summary>Whether most pixels along the edges of the images are light.</summary>
    private static bool AreDarkOnLight(IReadOnlyList<FolderImage> images)
    {
        long light = 0, all = 0;
        foreach (GrayImage picture in images.Select(image => image.Picture!))
        {
            for (int i = 0; i < picture.Width; i++)
            {
                int last = picture.Width - 1;
                light += (picture[i, 0] >> 7) + (picture[i, last] >> 7) + (picture[0, i] >> 7) + (picture[last, i] >> 7);
                all += 4;
            }
        }
        return 2 * light > all;
    }
}
