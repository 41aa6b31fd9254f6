using System.Diagnostics;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class PictureCorpusTests
{
    private static readonly string[] Tools = ["pamtotiff", "tifftopnm", "tiffcp", "convert"];

    [TestMethod]
    [DataRow("Bmp", 29)]
    [DataRow("Gif", 18)]
    [DataRow("Png", 40)]
    [DataRow("Pnm", 25)]
    [DataRow("Tiff", 134)]
    public void Load_FilesOfOtherPrograms_GivesTheirPixels(string format, int files) =>
        Assert.AreEqual(files, PictureCorpus.Compare(PictureCorpus.Folder(format)));

    /// <summary>The same variants at other sizes, written and read by the programs themselves, where they are installed.</summary>
    [TestMethod]
    [DataRow("Bmp", 203, 67)]
    [DataRow("Gif", 203, 67)]
    [DataRow("Png", 203, 67)]
    [DataRow("Pnm", 64, 5)]
    [DataRow("Tiff", 203, 67)]
    public void Load_FilesWrittenNow_GivesTheirPixels(string format, int width, int height)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] missing = [.. Tools.Where(tool => !path.Any(folder => File.Exists(Path.Combine(folder, tool))))];
        if (missing.Length > 0)
        {
            Assert.Inconclusive($"{string.Join(", ", missing)} not found; install netpbm, imagemagick and libtiff-tools to compare with them.");
        }
        DirectoryInfo folder = Directory.CreateTempSubdirectory("digitml-pictures-");
        try
        {
            string script = Path.Combine(HouseRulesTests.Root, "DigitML.Tests", "Fixtures", format, "make.sh");
            using Process process = Process.Start(new ProcessStartInfo("bash", [script, folder.FullName, $"{width}", $"{height}"]))!;
            process.WaitForExit();

            Assert.AreEqual(0, process.ExitCode);
            Assert.IsGreaterThan(10, PictureCorpus.Compare(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
