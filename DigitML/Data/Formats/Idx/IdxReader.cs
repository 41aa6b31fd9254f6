using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitML.Data.Formats.Idx;

/// <summary>Reads IDX files byte by byte and trusts no length in them. Errors are <see cref="DigitMLException"/>s.</summary>
internal static class IdxReader
{
    private const int FirstBufferLength = 1 << 20;

    /// <summary>Reads the file at a path, plain or gzip.</summary>
    public static IdxPayload Read(string path, IdxContent content)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'; give the path of an IDX file, plain or .gz.", path);
        }
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, content);
    }

    /// <summary>Reads a seekable stream, plain or gzip, from where it stands to its end; the stream stays open.</summary>
    public static IdxPayload Read(Stream stream, string source, IdxContent content)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new DigitMLException($"'{source}' cannot seek, so its format cannot be told from its first bytes; "
                + "copy it to a file or a MemoryStream first.");
        }
        long available = stream.Length - stream.Position;
        if (!IsGzip(stream))
        {
            return ReadUnpacked(stream, source, content, available);
        }
        using var unpacking = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return ReadUnpacked(unpacking, source, content, available);
    }

    private static bool IsGzip(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Seek(-count, SeekOrigin.Current);
        return count == 2 && start[0] == 0x1F && start[1] == 0x8B;
    }

    private static IdxPayload ReadUnpacked(Stream stream, string source, IdxContent content, long available)
    {
        byte[] header = ReadHeader(stream, source, content);
        int[] dimensions = ReadDimensions(header, source, out int length);
        byte[] bytes = ReadBytes(stream, source, header, length, available, out int read);
        if (read < length)
        {
            throw new DigitMLException($"'{source}' is cut short: its header promises {Sizes(header, dimensions)} bytes, "
                + $"{length} with the header, but it ends at byte {read}; fetch or copy it again.");
        }
        if (Fill(stream, new byte[1], source, length) > 0)
        {
            throw new DigitMLException($"'{source}' goes on after byte {length}, where its header ends it ({Sizes(header, dimensions)}); "
                + "the header or the file is wrong, fetch or copy it again.");
        }
        return new IdxPayload(source, bytes, dimensions);
    }

    private static byte[] ReadHeader(Stream stream, string source, IdxContent content)
    {
        byte[] magicBytes = new byte[4];
        int count = Fill(stream, magicBytes, source, 0);
        uint magic = count < 4 ? content.Magics[0] : BinaryPrimitives.ReadUInt32BigEndian(magicBytes);
        CheckMagic(magic, source, content);
        byte[] header = new byte[4 + 4 * (magic & 0xFF)];
        magicBytes.CopyTo(header, 0);
        count += Fill(stream, header.AsSpan(4), source, count);
        if (count < header.Length)
        {
            throw new DigitMLException($"'{source}' ends in its header: an IDX file of {content.What} has one of {header.Length} bytes, "
                + $"this one has {count} bytes in all; fetch or copy it again.");
        }
        return header;
    }

    private static void CheckMagic(uint found, string source, IdxContent wanted)
    {
        if (wanted.Has(found))
        {
            return;
        }
        IdxContent? other = IdxContent.Images.Has(found) ? IdxContent.Images : IdxContent.Labels.Has(found) ? IdxContent.Labels : null;
        throw new DigitMLException($"'{source}' begins with 0x{found:X8} at byte 0, but an IDX file of {wanted.What} begins with "
            + $"{string.Join(" or ", wanted.Magics.Select(magic => $"0x{magic:X8}"))}; "
            + (other is null ? "give another file." : $"it is a file of {other.What}, give the other one."));
    }

    private static int[] ReadDimensions(byte[] header, string source, out int length)
    {
        int[] dimensions = new int[header.Length / 4 - 1];
        UInt128 total = (UInt128)IdxPayload.ElementLengthOf(header);
        for (int i = 0; i < dimensions.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + 4 * i));
            if (size > int.MaxValue || (size == 0 && i > 0))
            {
                throw new DigitMLException($"'{source}' gives the size {size} at byte {4 + 4 * i}; "
                    + $"a size is from {Math.Min(i, 1)} to {int.MaxValue}.");
            }
            dimensions[i] = (int)size;
            total *= size;
        }
        if (total + (uint)header.Length > (uint)Array.MaxLength)
        {
            throw new DigitMLException($"'{source}' promises {Sizes(header, dimensions)} = {total} bytes from byte 4 on; "
                + $"at most {Array.MaxLength} can be read.");
        }
        length = (int)total + header.Length;
        return dimensions;
    }

    // The buffer grows with what really comes: a header's promise alone never allocates more than the file's length or a megabyte.
    private static byte[] ReadBytes(Stream stream, string source, byte[] header, int length, long available, out int read)
    {
        byte[] bytes = new byte[Math.Min(length, Math.Max(FirstBufferLength, available))];
        header.CopyTo(bytes, 0);
        read = header.Length;
        while (true)
        {
            read += Fill(stream, bytes.AsSpan(read), source, read);
            if (read < bytes.Length || bytes.Length == length)
            {
                return bytes;
            }
            Array.Resize(ref bytes, (int)Math.Min(length, bytes.Length * 2L));
        }
    }

    /// <summary>Reads until the buffer is full or the stream ends; <paramref name="offset"/> is where the unpacked file stands.</summary>
    private static int Fill(Stream stream, Span<byte> buffer, string source, int offset)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new DigitMLException($"'{source}' begins like a gzip file (1F 8B at byte 0) but "
                + $"cannot be unpacked beyond byte {offset}; fetch or copy it again.", exception);
        }
    }

    private static string Sizes(byte[] header, int[] dimensions)
        => string.Join(" x ", dimensions) + (IdxPayload.ElementLengthOf(header) > 1 ? $" x {IdxPayload.ElementLengthOf(header)}" : "");
}
