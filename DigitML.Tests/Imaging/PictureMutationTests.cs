using DigitML.Imaging;

namespace DigitML.Tests.Imaging;

/// <summary>Damaged pictures: refused in one sentence or read, never anything else.</summary>
[TestClass]
public sealed class PictureMutationTests
{
    /// <summary>Set to mutate so many files instead of the few of every run, such as 100000.</summary>
    private const string MutationsVariable = "DIGITML_MUTATIONS";

    private const int FewMutations = 500;
    private static readonly int Mutations =
        int.TryParse(Environment.GetEnvironmentVariable(MutationsVariable), out int count) ? count / PictureCorpus.Formats.Length : FewMutations;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Load_Mutated_IsInvalidDataOrAnImage(string format)
    {
        byte[][] corpus = Corpus(format);
        var random = new Random(1);
        int refused = 0;
        long slowest = 0, most = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = [.. corpus[random.Next(corpus.Length)]];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                // Half of the changes hit the header, where they do most.
                int place = random.Next(2) == 0 ? random.Next(Math.Min(64, bytes.Length)) : random.Next(bytes.Length);
                bytes[place] = random.Next(3) switch { 0 => 255, 1 => 0, _ => (byte)random.Next(256) };
            }
            long start = Environment.TickCount64, before = GC.GetAllocatedBytesForCurrentThread();
            refused += TryLoad(bytes, $"mutation {i}") ? 0 : 1;
            slowest = Math.Max(slowest, Environment.TickCount64 - start);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        TestContext.WriteLine($"{format}: {Mutations:N0} mutations, {refused:N0} refused, slowest {slowest:N0} ms, most memory {most:N0} bytes");
        // A row may be as large as the picture, which may be turned.
        Assert.IsLessThan(4 * ImageLimits.MaximumPixels, most);
        Assert.IsGreaterThan(Mutations / 10, refused);
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Load_CutOff_IsInvalidDataOrAnImage(string format)
    {
        int refused = 0;
        foreach (byte[] bytes in Corpus(format))
        {
            for (int part = 0; part < 16; part++)
            {
                refused += TryLoad(bytes[..(bytes.Length * part / 16)], $"{part} sixteenths") ? 0 : 1;
            }
        }

        Assert.IsGreaterThan(12 * Corpus(format).Length, refused);
    }

    public static IEnumerable<object[]> Formats => PictureCorpus.Formats.Select(format => new object[] { format });

    private static byte[][] Corpus(string format) =>
        [.. PictureCorpus.Files(PictureCorpus.Folder(format)).Select(file => File.ReadAllBytes(file.Picture))];

    /// <summary>Whether the bytes are an image; fails for any fault but one sentence with the file's name.</summary>
    private static bool TryLoad(byte[] bytes, string what)
    {
        try
        {
            GrayImage image = GrayImage.Load(new MemoryStream(bytes), "bad.image");
            Assert.IsLessThanOrEqualTo(64_000_000L, (long)image.Width * image.Height);
            return true;
        }
        catch (DigitMLException error)
        {
            Assert.StartsWith("bad.image", error.Message, what);
            Assert.EndsWith(".", error.Message, what);
            return false;
        }
        catch (Exception error) when (error is not UnitTestAssertException)
        {
            Assert.Fail($"{what}: {error}");
            return false;
        }
    }
}
