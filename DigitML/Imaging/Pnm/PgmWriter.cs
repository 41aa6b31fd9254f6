using System.Text;

namespace DigitML.Imaging.Pnm;

/// <summary>Writes grey pictures as raw PGM with a maximum of 255 (Netpbm, pgm(5)).</summary>
internal static class PgmWriter
{
    /// <summary>Writes a whole file.</summary>
    /// <param name="stream">Written to from its position; stays open.</param>
    /// <param name="image">The picture.</param>
    public static void Write(Stream stream, GrayImage image)
    {
        stream.Write(Encoding.ASCII.GetBytes($"P5\n{image.Width} {image.Height}\n255\n"));
        stream.Write(image.Pixels);
    }
}
