using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DigitML.Imaging.Png;

/// <summary>Writes pictures as PNG with 8 bits a pixel (W3C, Portable Network Graphics specification, second edition).</summary>
internal static class PngWriter
{
    // Of less than this, the search for the smallest form takes longer than sending what the quickest one has more.
    private const int SmallPicture = 64 * 64;

    /// <summary>Writes a whole file.</summary>
    /// <param name="stream">Written to from its position; stays open.</param>
    /// <param name="image">The picture.</param>
    /// <param name="palette">
    /// Red, green and blue of 256 colours, to write a picture in colour: the pixels are their numbers. Null, the default, for grey.
    /// </param>
    public static void Write(Stream stream, GrayImage image, byte[]? palette = null)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        // The three bytes after depth and colour type stay 0: deflate, the five filters, no interlace.
        (header[8], header[9]) = (8, (byte)(palette is null ? PngColorType.Gray : PngColorType.Palette));
        stream.Write(PngReader.Signature);
        WriteChunk(stream, "IHDR", header);
        if (palette is not null) { WriteChunk(stream, "PLTE", palette); }
        // The differences of numbers of colours mean nothing.
        WriteChunk(stream, "IDAT", palette is null ? SmallestData(image) : Compress(image, filtered: false));
        WriteChunk(stream, "IEND", []);
    }

    /// <summary>
    /// The pixels as a zlib stream. Strokes on plain ground compress best as they are, soft shades as differences: both are tried.
    /// </summary>
    private static ReadOnlySpan<byte> SmallestData(GrayImage image)
    {
        if (image.Pixels.Length < SmallPicture) { return Compress(image, filtered: false, CompressionLevel.Fastest); }
        ReadOnlySpan<byte> plain = Compress(image, filtered: false), filtered = Compress(image, filtered: true);
        return plain.Length <= filtered.Length ? plain : filtered;
    }

    private static ReadOnlySpan<byte> Compress(
        GrayImage image, bool filtered, CompressionLevel level = CompressionLevel.SmallestSize)
    {
        var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, level, leaveOpen: true))
        {
            // One byte more in front: the filter.
            byte[] stored = new byte[1 + image.Width], candidate = new byte[1 + image.Width];
            ReadOnlySpan<byte> above = new byte[image.Width];
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Pixels.Slice(y * image.Width, image.Width);
                Filter(row, above, filtered ? PngFilter.Count : 1, ref stored, ref candidate);
                deflate.Write(stored);
                above = row;
            }
        }
        return compressed.GetBuffer().AsSpan(0, checked((int)compressed.Length));
    }

    /// <summary>Takes the filter of the least sum of absolute differences, as section 12.8 of the specification advises.</summary>
    private static void Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int filters, ref byte[] best, ref byte[] candidate)
    {
        long least = long.MaxValue;
        for (int filter = 0; filter < filters; filter++)
        {
            candidate[0] = (byte)filter;
            PngFilter.Apply(filter, row, above, candidate.AsSpan(1));
            long sum = 0;
            foreach (byte difference in candidate.AsSpan(1)) { sum += Math.Abs((int)(sbyte)difference); }
            if (sum < least)
            {
                least = sum;
                (best, candidate) = (candidate, best);
            }
        }
    }

    private static void WriteChunk(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        byte[] typed = new byte[4 + data.Length], number = new byte[4];
        Encoding.ASCII.GetBytes(type, typed);
        data.CopyTo(typed.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(typed));
        stream.Write(number);
    }
}
