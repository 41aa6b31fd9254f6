using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DigitML.Data.Formats.Idx;

namespace DigitML.Data.Formats.NumPy;

/// <summary>Writes compressed .npz files that NumPy and Keras read.</summary>
internal static class NpzWriter
{
    /// <summary>The length that data begins at a multiple of (numpy/lib/format.py).</summary>
    private const int Alignment = 64;

    // A file's bytes depend on the images alone, not on when it was written; 1980 is the first year of ZIP.
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the arrays x and y of each part: unsigned bytes (n, h, w), and bytes or, of more than 256 classes, 8-byte integers.</summary>
    /// <param name="path">The file, replaced only when all is written.</param>
    /// <param name="parts">The parts, each with what its arrays' names end in, such as <c>_train</c>.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<(string Ending, ImageSet Images)> parts, CancellationToken cancellationToken)
        => AtomicFile.Replace(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string ending, ImageSet images) in parts)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteArray(archive, $"x{ending}.npy", "|u1", $"({images.Count}, {images.Height}, {images.Width})",
                    entry => IdxWriter.WritePixels(entry, images));
                bool areBytes = images.LabelNames.Count <= 256;
                WriteArray(archive, $"y{ending}.npy", areBytes ? "|u1" : "<i8", $"({images.Count},)",
                    entry => entry.Write(LabelBytes(images.Labels, areBytes ? 1 : 8)));
            }
        });

    private static void WriteArray(ZipArchive archive, string name, string type, string shape, Action<Stream> writeData)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = FixedTime;
        using Stream stream = entry.Open();
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        int length = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment - 10;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n"));
        writeData(stream);
    }

    private static byte[] LabelBytes(ReadOnlySpan<int> labels, int size)
    {
        byte[] bytes = new byte[labels.Length * size];
        for (int i = 0; i < labels.Length; i++)
        {
            bytes[i * size] = (byte)labels[i];
            if (size == 8) { BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * size), labels[i]); }
        }
        return bytes;
    }
}
