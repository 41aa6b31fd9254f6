using DigitML.Imaging;
using DigitML.Imaging.Png;
using DigitML.Imaging.Pnm;

namespace DigitML;

/// <summary>A grey picture: one byte a pixel, row after row from the top left, 0 (black) to 255 (white). It never changes.</summary>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>Makes a picture of a copy of the pixels.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Row after row from the top left, 0 (black) to 255 (white); exactly width times height.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    /// <exception cref="DigitMLException">The number of pixels is not width times height.</exception>
    public GrayImage(int width, int height, ReadOnlySpan<byte> pixels)
        : this(CheckedSize(width, height, pixels.Length), pixels.ToArray())
    {
    }

    private GrayImage((int Width, int Height) size, byte[] pixels)
    {
        (Width, Height) = size;
        _pixels = pixels;
    }

    /// <summary>Pixels in a row, at least 1.</summary>
    public int Width { get; }

    /// <summary>Rows, at least 1.</summary>
    public int Height { get; }

    /// <summary>The pixels row after row from the top left, 0 (black) to 255 (white).</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The grey value of a pixel, 0 (black) to 255 (white).</summary>
    /// <param name="x">The column, from 0 on the left.</param>
    /// <param name="y">The row, from 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside the picture.</exception>
    public byte this[int x, int y] => (uint)x < (uint)Width && (uint)y < (uint)Height
        ? _pixels[y * Width + x]
        : throw new ArgumentOutOfRangeException(nameof(x), $"There is no pixel ({x}, {y}) in an image of {Width} x {Height} pixels.");

    /// <summary>
    /// Reads a picture file. The format is told by the content: PNG, JPEG of 8 bits, BMP, GIF (the first frame), PBM, PGM, PPM, PAM and
    /// TIFF (the first page).
    /// </summary>
    /// <remarks>
    /// Colour becomes grey by Rec. 601 (0.299 red + 0.587 green + 0.114 blue); transparent parts show white paper.
    /// A photograph is turned upright as its Exif orientation says.
    /// </remarks>
    /// <param name="path">The file; at most 64 million pixels.</param>
    /// <exception cref="DigitMLException">The content is of another format, malformed or too large.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GrayImage Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        RequireFile(path);
        using FileStream stream = Open(path);
        return ImageFormats.Read(stream, path);
    }

    /// <summary>Reads a picture from a stream, as <see cref="Load(string)"/> does from a file.</summary>
    /// <param name="stream">Read from its position to its end; stays open.</param>
    /// <param name="name">What messages call the picture; default "the image".</param>
    /// <param name="maximumPixels">
    /// The most pixels, 1 to 64,000,000, which is the default; a picture of more is refused before memory is taken for it.
    /// </param>
    /// <exception cref="DigitMLException">The most pixels are out of range.</exception>
    /// <exception cref="DigitMLException">The content is of another format, malformed or too large.</exception>
    public static GrayImage Load(Stream stream, string? name = null, long maximumPixels = ImageLimits.MaximumPixels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Setting.Require(maximumPixels is >= 1 and <= ImageLimits.MaximumPixels, "The most pixels", maximumPixels, "from 1 to 64,000,000");
        return ImageFormats.Read(stream, name ?? "the image", maximumPixels);
    }

    /// <summary>
    /// Writes the picture as a PNG file with 8 bits a pixel, or as a raw PGM file. A file of that name is replaced only when all is written.
    /// </summary>
    /// <param name="path">The file, whose name ends in .png or .pgm; missing folders are created.</param>
    /// <exception cref="DigitMLException">The path is empty or ends in something else.</exception>
    /// <exception cref="IOException">The path is a folder, or the file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        RequireFile(path);
        AtomicFile.Replace(path, Writer(path));
    }

    /// <summary>Writes the picture as PNG with 8 bits a pixel.</summary>
    /// <param name="stream">Written to from its position; stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(stream, this);
    }

    /// <summary>Makes a picture of pixels that nobody will write to any more, without a copy.</summary>
    internal static GrayImage Wrap(int width, int height, byte[] pixels) => new(CheckedSize(width, height, pixels.Length), pixels);

    private Action<Stream> Writer(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => Save,
        ".pgm" => stream => PgmWriter.Write(stream, this),
        string other => throw new DigitMLException(
            $"The name of the image file {path} ends in {(other.Length == 0 ? "no extension" : other)}, which is no format that is written; "
            + "end it in .png or .pgm."),
    };

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            throw new FileNotFoundException($"There is no image file {path}; check the path.", path);
        }
        catch (DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException($"There is no folder for the image file {path}; check the path.");
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"The image file {path} may not be read; check its permissions.", error);
        }
    }

    private static void RequireFile(string path)
    {
        if (path.Length == 0)
        {
            throw new DigitMLException("The path of the image is empty; give the path of an image file.");
        }
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder; give the path of an image file.");
        }
    }

    private static (int Width, int Height) CheckedSize(int width, int height, int pixels)
    {
        if (width < 1 || height < 1)
        {
            throw new DigitMLException($"An image has at least 1 x 1 pixels, not {width} x {height}.");
        }
        if ((long)width * height != pixels)
        {
            throw new DigitMLException(
                $"An image of {width} x {height} needs {(long)width * height} pixels, but {pixels} were given.");
        }
        return (width, height);
    }
}
