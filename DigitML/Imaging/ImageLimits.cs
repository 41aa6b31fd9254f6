namespace DigitML.Imaging;

/// <summary>How large a picture may be; checked before memory is taken, so that a small hostile file cannot ask for a lot.</summary>
internal static class ImageLimits
{
    /// <summary>The most pixels an image file may hold: 64 million, such as 8,000 x 8,000.</summary>
    public const long MaximumPixels = 64_000_000;

    /// <summary>The most bytes an image file may have: 512 MiB, above the raw size of the largest picture.</summary>
    public const int MaximumFileBytes = 512 << 20;
}
