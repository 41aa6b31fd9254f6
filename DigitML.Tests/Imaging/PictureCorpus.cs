using System.Globalization;
using System.Text;

namespace DigitML.Tests.Imaging;

/// <summary>Pictures that other programs wrote, with the pixels that other programs read in them; see Fixtures/*/make.sh.</summary>
internal static class PictureCorpus
{
    public static readonly string[] Formats = ["Bmp", "Gif", "Png", "Pnm", "Tiff"];

    public static string Folder(string format) => Path.Combine(AppContext.BaseDirectory, "Fixtures", format);

    /// <summary>Pairs of a picture's path and the path of its pixels.</summary>
    public static IEnumerable<(string Picture, string Pixels)> Files(string folder) =>
        from line in File.ReadLines(Path.Combine(folder, "expected.txt"))
        let names = line.Split(' ')
        select (Path.Combine(folder, names[0]), Path.Combine(folder, names[1]));

    /// <summary>Reads a raw PGM, PPM or PAM file as grey on white by the formula of Rec. 601, in floating point.</summary>
    public static (int Width, int Height, byte[] Gray) ReadExpected(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string text = Encoding.Latin1.GetString(bytes);
        bool pam = text.StartsWith("P7", StringComparison.Ordinal);
        string[] words = text[..Math.Min(text.Length, 200)].Split((char[])[' ', '\n'], StringSplitOptions.None);
        int Value(string name) => int.Parse(words[Array.IndexOf(words, name) + 1], CultureInfo.InvariantCulture);
        int Word(int index) => int.Parse(words[index], CultureInfo.InvariantCulture);
        int width = pam ? Value("WIDTH") : Word(1), height = pam ? Value("HEIGHT") : Word(2), maximum = pam ? Value("MAXVAL") : Word(3);
        int channels = pam ? Value("DEPTH") : text[1] == '6' ? 3 : 1, sampleBytes = maximum > 255 ? 2 : 1;
        int start = bytes.Length - width * height * channels * sampleBytes;
        double Sample(int index) => (sampleBytes == 1 ? bytes[start + index] : bytes[start + 2 * index] * 256 + bytes[start + 2 * index + 1])
            / (double)maximum;
        byte[] gray = new byte[width * height];
        for (int i = 0; i < gray.Length; i++)
        {
            int first = i * channels;
            double luma = channels >= 3 ? .299 * Sample(first) + .587 * Sample(first + 1) + .114 * Sample(first + 2) : Sample(first);
            double alpha = channels % 2 == 0 ? Sample(first + channels - 1) : 1;
            gray[i] = (byte)Math.Floor(255 * (luma * alpha + 1 - alpha) + .5 + 1e-9);
        }
        return (width, height, gray);
    }

    /// <summary>Decodes every picture of a folder and compares; returns how many there were.</summary>
    public static int Compare(string folder)
    {
        var faults = new List<string>();
        int count = 0;
        foreach ((string picture, string pixels) in Files(folder))
        {
            count++;
            try
            {
                GrayImage image = GrayImage.Load(picture);
                (int width, int height, byte[] gray) = ReadExpected(pixels);
                int different = (width, height) == (image.Width, image.Height)
                    ? Enumerable.Range(0, gray.Length).Count(i => gray[i] != image.Pixels[i]) : int.MaxValue;
                if (different > 0) { faults.Add($"{Path.GetFileName(picture)}: {different} of {image.Width} x {image.Height} pixels differ"); }
            }
            catch (DigitMLException error)
            {
                faults.Add(error.Message);
            }
        }
        Assert.AreEqual("", string.Join('\n', faults));
        return count;
    }
}
