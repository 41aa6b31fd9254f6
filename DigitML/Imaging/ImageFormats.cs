using System.Text;
using DigitML.Imaging.Bmp;
using DigitML.Imaging.Gif;
using DigitML.Imaging.Jpeg;
using DigitML.Imaging.Png;
using DigitML.Imaging.Pnm;
using DigitML.Imaging.Tiff;

namespace DigitML.Imaging;

/// <summary>
/// The formats that are read, told apart by a file's first bytes and never by its name. A new format is one more line here.
/// </summary>
internal static class ImageFormats
{
    private const int SignatureBytes = 16;

    private static readonly ImageFormat[] All =
    [
        new("PNG", [PngReader.Signature.ToArray()], PngReader.Read),
        new("JPEG", [JpegReader.Signature.ToArray()], JpegReader.Read),
        new("BMP", [BmpReader.Signature.ToArray()], BmpReader.Read),
        new("GIF", GifReader.Signatures, GifReader.Read),
        new("PBM, PGM, PPM, PAM", PnmReader.Signatures, PnmReader.Read),
        new("TIFF", TiffReader.Signatures, TiffReader.Read),
    ];

    /// <summary>Reads the picture that starts at the stream's position.</summary>
    /// <param name="stream">Read to its end; stays open.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="maximumPixels">The most pixels that the picture may have.</param>
    /// <exception cref="DigitMLException">Unknown format, too large, or malformed.</exception>
    public static GrayImage Read(Stream stream, string name, long maximumPixels = ImageLimits.MaximumPixels)
    {
        byte[] start = new byte[SignatureBytes];
        int length = stream.ReadAtLeast(start, SignatureBytes, throwOnEndOfStream: false);
        Array.Resize(ref start, length);
        foreach (ImageFormat format in All)
        {
            if (format.Recognizes(start))
            {
                return format.Read(new ImageSource(name, ReadRest(stream, start, name)) { MaximumPixels = maximumPixels });
            }
        }
        string names = string.Join(", ", All.Select(format => format.Name));
        throw new DigitMLException($"{name} {Describe(start)}, which is no image format that is read; convert it to one of: {names}.");
    }

    private static byte[] ReadRest(Stream stream, byte[] start, string name)
    {
        var all = new MemoryStream();
        all.Write(start);
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            // The block is counted before it is kept: a stream may have no end.
            if (all.Length + read > ImageLimits.MaximumFileBytes)
            {
                throw new DigitMLException($"{name} is larger than the limit of {ImageLimits.MaximumFileBytes:N0} bytes for an image; "
                    + "scale the image down first.");
            }
            all.Write(block, 0, read);
        }
        return all.ToArray();
    }

    private static string Describe(byte[] start)
    {
        if (start.Length == 0)
        {
            return "is empty";
        }
        var text = new StringBuilder();
        foreach (byte value in start.AsSpan(0, Math.Min(8, start.Length)))
        {
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
        }
        return $"starts with {Convert.ToHexString(start, 0, Math.Min(8, start.Length))} (\"{text}\")";
    }
}
