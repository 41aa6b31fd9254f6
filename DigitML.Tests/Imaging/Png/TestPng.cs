using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace DigitML.Tests.Imaging.Png;

/// <summary>Puts PNG files together chunk by chunk, so that tests can make good ones and bad ones.</summary>
internal static class TestPng
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A file of the chunks, after the signature.</summary>
    public static byte[] File(params byte[][] chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    /// <summary>A chunk with its right length and checksum.</summary>
    public static byte[] Chunk(string type, params byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian((uint)data.Length), .. typed, .. BigEndian(SlowCrc(typed))];
    }

    public static byte[] Header(uint width, uint height, int depth, int colorType, int interlace = 0) =>
        Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), (byte)depth, (byte)colorType, 0, 0, (byte)interlace]);

    /// <summary>An IDAT chunk of the rows as they are, each with its filter byte in front.</summary>
    public static byte[] Data(params byte[] rows) => Chunk("IDAT", Compress(rows));

    public static byte[] End() => Chunk("IEND");

    public static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(bytes);
        }
        return compressed.ToArray();
    }

    /// <summary>An 8-bit grey file of the pixels, with or without Adam7.</summary>
    public static byte[] Gray(int width, int height, byte[] pixels, bool interlaced = false)
    {
        var rows = new List<byte>();
        (int Left, int Top, int StepX, int StepY)[] passes = interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach ((int left, int top, int stepX, int stepY) in passes)
        {
            for (int y = top; y < height && left < width; y += stepY)
            {
                rows.Add(0);
                for (int x = left; x < width; x += stepX)
                {
                    rows.Add(pixels[y * width + x]);
                }
            }
        }
        return File(Header((uint)width, (uint)height, 8, 0, interlaced ? 1 : 0), Data([.. rows]), End());
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>CRC-32 bit by bit, straight from its definition.</summary>
    private static uint SlowCrc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }
        return ~crc;
    }
}
