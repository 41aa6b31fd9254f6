using System.IO.Compression;
using System.Security.Cryptography;

namespace DigitML.Data.Fetching;

/// <summary>Unpacks what a mirror or a package sent and checks that it is the file wanted.</summary>
internal static class PayloadCheck
{
    /// <summary>Reads a file, unpacking it if it begins like gzip, never more than the file wanted has, and verifies it.</summary>
    /// <param name="received">What came, from its beginning; seekable.</param>
    /// <param name="file">The file wanted.</param>
    /// <returns>The unpacked file.</returns>
    /// <exception cref="DigitMLException">It is another file, or damaged.</exception>
    public static byte[] Unpack(MemoryStream received, DatasetFile file)
    {
        ReadOnlySpan<byte> start = received.GetBuffer().AsSpan(0, (int)Math.Min(2, received.Length));
        using Stream stream = start is [0x1F, 0x8B] ? new GZipStream(received, CompressionMode.Decompress) : received;
        byte[] content = new byte[file.Length];
        int count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (count < content.Length || stream.ReadByte() >= 0)
        {
            throw new DigitMLException($"{file.RemoteName} has {(count < content.Length ? $"only {count}" : "more than")} "
                + $"of {file.Length} bytes unpacked");
        }
        string sum = Convert.ToHexStringLower(SHA256.HashData(content));
        return sum == file.Sha256 ? content
            : throw new DigitMLException($"{file.RemoteName} has SHA-256 {sum[..12]}... instead of {file.Sha256[..12]}...");
    }
}
