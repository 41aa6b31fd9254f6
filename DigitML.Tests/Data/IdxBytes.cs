using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitML.Tests.Data;

/// <summary>Writes IDX files as MNIST's authors describe them.</summary>
internal static class IdxBytes
{
    public static byte[] Of(uint magic, uint[] sizes, byte[] data)
    {
        byte[] bytes = new byte[4 + 4 * sizes.Length + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + 4 * i), sizes[i]);
        }
        data.CopyTo(bytes, 4 + 4 * sizes.Length);
        return bytes;
    }

    public static byte[] Labels(params byte[] labels) => Of(0x00000801, [(uint)labels.Length], labels);

    /// <summary>Images of 2 x 3 pixels, pixel p of image n being (10 n + p) mod 256.</summary>
    public static byte[] Images(int count)
        => Of(0x00000803, [(uint)count, 2, 3], Enumerable.Range(0, count * 6).Select(i => (byte)(i / 6 * 10 + i % 6)).ToArray());

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }
        return packed.ToArray();
    }
}
