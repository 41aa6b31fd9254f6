using DigitML.Tests.Data;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class MalformedDatasetTests
{
    private const uint ImagesMagic = 0x00000803;
    private const string ImagesName = "train-images-idx3-ubyte";
    private const string LabelsName = "train-labels-idx1-ubyte";

    private static readonly Dictionary<string, (byte[] Images, byte[] Labels, string Expected)> Files = new()
    {
        ["cut short in the data"] =
            (IdxBytes.Images(3)[..^1], IdxBytes.Labels(0, 1, 2), $"{ImagesName}' is cut short: its header promises 3 x 2 x 3 bytes"),
        ["cut short in the header"] = (IdxBytes.Images(3)[..9], IdxBytes.Labels(0, 1, 2), $"{ImagesName}' ends in its header"),
        ["empty"] = ([], IdxBytes.Labels(0, 1, 2), $"{ImagesName}' ends in its header"),
        ["too long"] = ([.. IdxBytes.Images(3), 0], IdxBytes.Labels(0, 1, 2), $"{ImagesName}' goes on after byte 34"),
        ["wrong magic"] =
            (IdxBytes.Of(0x00000C03, [3, 2, 3], new byte[18]), IdxBytes.Labels(0, 1, 2), $"{ImagesName}' begins with 0x00000C03 at byte 0"),
        ["swapped files"] = (IdxBytes.Labels(0, 1, 2), IdxBytes.Images(3), "it is a file of labels"),
        ["2^31 images"] = (IdxBytes.Of(ImagesMagic, [1u << 31, 28, 28], []), IdxBytes.Labels(0), "gives the size 2147483648 at byte 4"),
        ["2^31 rows"] = (IdxBytes.Of(ImagesMagic, [1, 1u << 31, 28], []), IdxBytes.Labels(0), "gives the size 2147483648 at byte 8"),
        ["2^60 bytes"] = (IdxBytes.Of(ImagesMagic, [1 << 20, 1 << 20, 1 << 20], []), IdxBytes.Labels(0), "at most"),
        ["2^31 labels"] =
            (IdxBytes.Images(1), IdxBytes.Of(0x00000801, [1u << 31], []), $"{LabelsName}' gives the size 2147483648 at byte 4"),
        ["more labels than images"] = (IdxBytes.Images(3), IdxBytes.Labels(0, 1, 2, 3), "holds 3 images, but"),
        ["damaged gzip"] = ([.. IdxBytes.Gzip(IdxBytes.Images(3))[..12], 1, 2, 3], IdxBytes.Labels(0, 1, 2), ImagesName),
    };

    public static IEnumerable<string> Faults => Files.Keys;

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public void TrainAndDataInfo_MalformedFile_SayWhatAndWhere(string fault)
    {
        (byte[] images, byte[] labels, string expected) = Files[fault];
        using var place = new CommandFolder();
        place.Write(Path.Combine("digits", ImagesName), images);
        place.Write(Path.Combine("digits", LabelsName), labels);
        string fromTrain = place.Refuse("train", place.Input("digits")), fromInfo = place.Refuse("data", "info", place.Input("digits"));
        Assert.Contains(expected, fromTrain);
        Assert.AreEqual(fromTrain, fromInfo);
    }

    [TestMethod]
    public void Train_LabelsWithoutImages_NamesTheMissingFile()
    {
        using var place = new CommandFolder();
        place.Write(Path.Combine("digits", LabelsName), IdxBytes.Labels(0));
        Assert.Contains($"but not {ImagesName}", place.Refuse("train", place.Input("digits")));
    }

    [TestMethod]
    public void Train_FolderWithoutData_NamesTheFilesWanted()
    {
        using var place = new CommandFolder();
        place.Write(Path.Combine("digits", "readme.txt"), []);
        Assert.Contains("holds no data set; wanted IDX files", place.Refuse("train", place.Input("digits")));
    }

    [TestMethod]
    [DataRow("digits.csv", "is empty; give a CSV file with one image a row")]
    [DataRow("digits.npz", "is no ZIP archive of arrays")]
    [DataRow("digits.npy", "does not begin as NumPy's arrays do")]
    [DataRow("digits.xlsx", "has the ending '.xlsx'")]
    public void Train_EmptyFile_SaysWhatIsWanted(string name, string expected)
    {
        using var place = new CommandFolder();
        string file = place.Write(name, []);
        Assert.Contains(expected, place.Refuse("train", file));
    }

    [TestMethod]
    public void Train_TestImagesOnly_SaysThatThereIsNothingToTrainOn()
    {
        using var place = new CommandFolder();
        place.Write(Path.Combine("digits", "t10k-images-idx3-ubyte"), IdxBytes.Images(3));
        place.Write(Path.Combine("digits", "t10k-labels-idx1-ubyte"), IdxBytes.Labels(0, 1, 2));
        Assert.Contains("has no train images", place.Refuse("train", place.Input("digits")));
    }

    [TestMethod]
    public void Train_NoImagesAtAll_SaysSo()
    {
        using var place = new CommandFolder();
        place.Write(Path.Combine("digits", ImagesName), IdxBytes.Of(ImagesMagic, [0, 28, 28], []));
        place.Write(Path.Combine("digits", LabelsName), IdxBytes.Labels());
        CommandRun run = place.Run("train", place.Input("digits"));
        Assert.AreEqual(1, run.ExitCode, run.Errors);
        Assert.StartsWith("digitml: ", CommandRun.Lines(run.Errors)[^1]);
        Assert.IsEmpty(place.FilesLeft);
    }
}
