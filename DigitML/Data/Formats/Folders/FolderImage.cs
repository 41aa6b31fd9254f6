namespace DigitML.Data.Formats.Folders;

/// <summary>An image file that was read, or could not be.</summary>
/// <param name="File">The file.</param>
/// <param name="Picture">The image as stored, or normalised if it is certain that it must be; null if it could not be read.</param>
/// <param name="Fault">Why it could not be read; null if it could.</param>
internal sealed record FolderImage(ImageFile File, GrayImage? Picture, string? Fault)
{
    /// <summary>Columns of the image as stored.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the image as stored.</summary>
    public int Height { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Whether the image has rows as long as columns, at most so many that it is taken for a data set's own.</summary>
    public bool IsSmallSquare => Width == Height && Width <= MostPixels;

    /// <summary>The longest side of images that are taken as they are unless they are asked for.</summary>
    private const int MostPixels = 64;
}
