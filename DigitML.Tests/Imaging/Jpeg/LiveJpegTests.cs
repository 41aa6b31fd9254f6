using System.Diagnostics;
using DigitML.Engine.Numerics;
using DigitML.Tests.Data;

namespace DigitML.Tests.Imaging.Jpeg;

/// <summary>Pictures of random size and kind, compressed by cjpeg and decoded by djpeg at the time of the test, where they are installed.</summary>
[TestClass]
public sealed class LiveJpegTests
{
    private const int Pictures = 40;

    private static readonly string[] Sampling = ["1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "2x4", "2x2,2x1,1x2", "1x1,2x2,1x1"];

    [TestMethod]
    public void Read_RandomPicturesOfCjpeg_AgreeWithDjpeg()
    {
        using var folder = new TemporaryFolder();
        var random = new RandomStream(3, 0);
        for (int picture = 0; picture < Pictures; picture++)
        {
            int width = 1 + random.Next(70), height = 1 + random.Next(70);
            File.WriteAllBytes(folder["in.ppm"], Ppm(width, height, random));
            string options = $"-quality {1 + random.Next(100)} -sample {Sampling[random.Next(Sampling.Length)]}"
                + (random.Next(2) == 0 ? " -progressive" : random.Next(2) == 0 ? " -optimize" : "")
                + (random.Next(3) == 0 ? $" -restart {1 + random.Next(4)}B" : "")
                + (random.Next(6) == 0 ? " -grayscale" : random.Next(6) == 0 ? " -rgb" : "");
            Run("cjpeg", $"{options} -outfile {folder["a.jpg"]} {folder["in.ppm"]}");
            Run("djpeg", $"-pnm -outfile {folder["out.pnm"]} {folder["a.jpg"]}");

            int difference = TestJpeg.Difference(
                TestJpeg.ReadPgm(File.ReadAllBytes(folder["out.pnm"])), TestJpeg.Load(File.ReadAllBytes(folder["a.jpg"])));

            Assert.IsLessThanOrEqualTo(2, difference, $"{width} x {height}, {options}");
        }
    }

    /// <summary>Shades, strokes and noise of full contrast.</summary>
    private static byte[] Ppm(int width, int height, RandomStream random)
    {
        var bytes = new List<byte>(System.Text.Encoding.ASCII.GetBytes($"P6\n{width} {height}\n255\n"));
        int slope = 1 + random.Next(9), noise = 1 + random.Next(80);
        for (int i = 0; i < width * height; i++)
        {
            int x = i % width, y = i / width;
            bool stroke = (x * slope + y * 3) % 37 < 5;
            bytes.Add((byte)(stroke ? 20 : Math.Min(255, x * slope + random.Next(noise))));
            bytes.Add((byte)(stroke ? 0 : Math.Min(255, y * 4 + random.Next(noise))));
            bytes.Add((byte)(stroke ? 40 : 255 - Math.Min(255, (x + y) * slope / 2)));
        }
        return [.. bytes];
    }

    private static void Run(string program, string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, $"{program} {arguments}: {error}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive($"{program} is not installed (Debian: apt install libjpeg-turbo-progs), so no fresh pictures were compared.");
        }
    }
}
