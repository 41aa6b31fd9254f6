using System.Buffers.Binary;
using System.Text;

namespace DigitML.Tests.Imaging.Jpeg;

/// <summary>JPEG files for tests: the fixtures, which cjpeg made, and pieces of files to put together.</summary>
internal static class TestJpeg
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Jpeg");

    /// <summary>The names of the fixtures that have expected pixels.</summary>
    public static string[] Fixtures =>
        [.. Directory.GetFiles(Folder, "*.pgm").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".jpg"));

    /// <summary>What the reference decoders make of a fixture.</summary>
    public static GrayImage Expected(string name) => ReadPgm(File.ReadAllBytes(Path.Combine(Folder, name + ".pgm")));

    /// <summary>Reads a raw PGM or PPM file without comments, as djpeg writes it; colour becomes grey by Rec. 601, halves up.</summary>
    public static GrayImage ReadPgm(byte[] bytes)
    {
        int start = 0;
        for (int lines = 0; lines < 3; start++) { lines += bytes[start] == '\n' ? 1 : 0; }
        string[] header = Encoding.ASCII.GetString(bytes, 0, start).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        (int width, int height) = (int.Parse(header[1]), int.Parse(header[2]));
        byte[] data = bytes[start..];
        if (header[0] == "P6")
        {
            data = [.. data.Chunk(3).Select(color => (byte)((299 * color[0] + 587 * color[1] + 114 * color[2] + 500) / 1000))];
        }
        return new GrayImage(width, height, data);
    }

    /// <summary>The greatest difference of two pictures of one size, in grey levels.</summary>
    public static int Difference(GrayImage expected, GrayImage actual)
    {
        Assert.AreEqual((expected.Width, expected.Height), (actual.Width, actual.Height));
        int greatest = 0;
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            greatest = Math.Max(greatest, Math.Abs(expected.Pixels[i] - actual.Pixels[i]));
        }
        return greatest;
    }

    public static GrayImage Load(byte[] jpeg) => GrayImage.Load(new MemoryStream(jpeg), "test.jpg");

    /// <summary>A marker with its length and parameters.</summary>
    public static byte[] Segment(byte marker, params byte[] data)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(data.Length + 2));
        return [0xFF, marker, .. length, .. data];
    }

    /// <summary>Where the first segment of a marker starts.</summary>
    public static int Find(byte[] jpeg, byte marker)
    {
        int at = 2;
        while (jpeg[at + 1] != marker)
        {
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        }
        return at;
    }
}
