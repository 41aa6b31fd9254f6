using System.IO.Compression;
using System.Text;

namespace DigitML.Data.Formats.Csv;

/// <summary>Writes CSV files of images as Kaggle has them: <c>label,pixel0,pixel1,...</c>.</summary>
internal static class CsvWriter
{
    private const int ImagesBetweenChecks = 1000;

    // Each number from 0 to 255 with the comma before it.
    private static readonly byte[][] Cells = [.. Enumerable.Range(0, 256).Select(value => Encoding.ASCII.GetBytes($",{value}"))];

    /// <summary>Writes a file, packed if its name ends in .gz.</summary>
    /// <param name="path">The file, replaced only when all is written.</param>
    /// <param name="images">Square images.</param>
    /// <param name="names">What is written for each label.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="DigitMLException">The images are not square, so that nobody could tell their sides.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ImageSet images, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (images.Height != images.Width)
        {
            throw new DigitMLException($"The images have {images.Height} x {images.Width} pixels, but a CSV file doesn't tell their sides, "
                + "so they must be square; write IDX or NPZ.");
        }
        AtomicFile.Replace(path, file =>
        {
            bool isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            using Stream? packing = isPacked ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
            WriteRows(packing ?? file, images, [.. names.Select(name => Encoding.UTF8.GetBytes(Quoted(name)))], cancellationToken);
        });
    }

    private static void WriteRows(Stream stream, ImageSet images, byte[][] names, CancellationToken cancellationToken)
    {
        int size = images.Height * images.Width;
        stream.Write(Encoding.ASCII.GetBytes($"label,{string.Join(',', Enumerable.Range(0, size).Select(pixel => $"pixel{pixel}"))}\n"));
        byte[] row = new byte[names.Max(name => name.Length) + 4 * size + 1];
        for (int i = 0; i < images.Count; i++)
        {
            if (i % ImagesBetweenChecks == 0) { cancellationToken.ThrowIfCancellationRequested(); }
            byte[] name = names[images.Label(i)];
            name.CopyTo(row, 0);
            int length = name.Length;
            foreach (byte value in images.Pixels(i))
            {
                byte[] cell = Cells[value];
                cell.CopyTo(row, length);
                length += cell.Length;
            }
            row[length++] = (byte)'\n';
            stream.Write(row, 0, length);
        }
    }

    private static string Quoted(string text)
        => text.AsSpan().ContainsAny(",;\t\"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
