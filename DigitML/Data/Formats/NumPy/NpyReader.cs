using System.Buffers.Binary;
using System.Text;

namespace DigitML.Data.Formats.NumPy;

/// <summary>Reads .npy files, NumPy's arrays, of versions 1 to 3 (numpy/lib/format.py describes them).</summary>
internal static class NpyReader
{
    /// <summary>What a .npy file begins with; two bytes of version follow.</summary>
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private const int LongestHeader = 64 * 1024;
    private const int FirstBufferLength = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">It is no array, malformed, or of elements that are not read.</exception>
    public static NpyArray Read(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using DatasetStream stream = DatasetStream.Open(path, progress, cancellationToken);
        return Read(stream, stream.Length ?? 0);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="trusted">Bytes that may be allocated because the header says so; more only when they have come.</param>
    /// <exception cref="DigitMLException">It is no array, malformed, or of elements that are not read.</exception>
    public static NpyArray Read(DatasetStream stream, long trusted)
    {
        string source = stream.Source;
        NpyHeader header = NpyHeader.Parse(source, ReadHeaderText(stream));
        int length = (int)(header.Length * header.ElementSize);
        byte[] data = new byte[Math.Min(length, Math.Max(FirstBufferLength, trusted))];
        int read = 0;
        while (true)
        {
            read += stream.Fill(data.AsSpan(read));
            if (read < data.Length || data.Length == length) { break; }
            Array.Resize(ref data, (int)Math.Min(length, data.Length * 2L));
        }
        if (read < length)
        {
            throw new DigitMLException($"'{source}' is cut short: the shape {header.ShapeText} needs {length:N0} bytes of data, "
                + $"but {read:N0} are there; fetch or save it again.");
        }
        if (stream.Fill(new byte[1]) > 0)
        {
            throw new DigitMLException($"'{source}' goes on after the {length:N0} bytes of its shape {header.ShapeText}; save it again.");
        }
        return new NpyArray(source, header, data, stream.Sha256());
    }

    private static string ReadHeaderText(DatasetStream stream)
    {
        byte[] start = new byte[8];
        if (stream.Fill(start) < start.Length || !start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new DigitMLException($"'{stream.Source}' does not begin as NumPy's arrays do (0x93 NUMPY at byte 0); give another file.");
        }
        if (start[6] is < 1 or > 3)
        {
            throw new DigitMLException($"'{stream.Source}' is of version {start[6]} of the format, wanted 1, 2 or 3; save it again.");
        }
        byte[] size = new byte[start[6] == 1 ? 2 : 4];
        bool isWhole = stream.Fill(size) == size.Length;
        uint length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
        {
            throw new DigitMLException($"'{stream.Source}' claims a header of {length:N0} bytes, "
                + $"wanted at most {LongestHeader:N0}; save it again.");
        }
        byte[] text = new byte[length];
        if (!isWhole || stream.Fill(text) < text.Length)
        {
            throw new DigitMLException($"'{stream.Source}' ends in its header; fetch or save it again.");
        }
        return Encoding.UTF8.GetString(text);
    }
}
