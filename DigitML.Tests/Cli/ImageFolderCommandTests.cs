using System.Text.Json;
using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Cli;

[TestClass]
public sealed class ImageFolderCommandTests
{
    [TestMethod]
    public void Train_ExportedFolder_GivesTheSameWeightsAsTheIdxFiles()
    {
        using var place = new CommandFolder();
        string idx = TinyDataset.Write(place, "idx"), folder = place.Input("pictures");
        PictureFolder.Write(Path.Combine(folder, "train"), SyntheticDigits.Make(TinyDataset.TrainCount, seed: 1));
        PictureFolder.Write(Path.Combine(folder, "test"), SyntheticDigits.Make(TinyDataset.TestCount, seed: 2));

        CommandRun fromIdx = Train(place, idx), fromFolder = Train(place, folder);

        Assert.AreEqual(fromIdx.Json.GetProperty("weightsSha256").GetString(), fromFolder.Json.GetProperty("weightsSha256").GetString());
        Assert.AreEqual(fromIdx.Json.GetProperty("testAccuracy").GetDouble(), fromFolder.Json.GetProperty("testAccuracy").GetDouble());
    }

    [TestMethod]
    public void Train_FolderOfPhotosOfAllSizes_LearnsAndEvaluates()
    {
        using var place = new CommandFolder();
        for (int i = 0; i < 120; i++)
        {
            GrayImage image = PictureFolder.Disc(20 + i, 30 + i * 37 % 90);
            image.Save(place.Input("all sizes", $"{"೦೧೨೩೪೫೬೭೮೯"[i % 10]}", $"photo {i}.png"));
        }

        CommandRun train = Train(place, place.Input("all sizes"));
        CommandRun evaluate = place.Run(
            "evaluate", train.Json.GetProperty("model").GetString()!, place.Input("all sizes"), "--split", "train", "--json");

        Assert.AreEqual(0, evaluate.ExitCode, evaluate.Errors);
        CollectionAssert.AreEqual(
            "೦೧೨೩೪೫೬೭೮೯".Select(digit => $"{digit}").ToArray(), evaluate.Json.GetProperty("labels").Deserialize<string[]>());
    }

    [TestMethod]
    public void DataInfo_CorruptImage_IsNamedOrLeftOut()
    {
        using var place = new CommandFolder();
        PictureFolder.Write(place.Input("set"), PictureFolder.Digits(20));
        string bad = place.Write(Path.Combine("set", "3", "000103.png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]);

        Assert.Contains(bad, place.Refuse("data", "info", place.Input("set")));
        CommandRun run = place.Run("data", "info", place.Input("set"), "--skip-bad", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.StartsWith($"Left out: {bad}", run.Errors);
        Assert.AreEqual(1, run.Json.GetProperty("skipped").GetInt32());
        Assert.AreEqual(20, run.Json.GetProperty("images").GetInt32());
    }

    [TestMethod]
    public void DataInfo_EmptyClassFolder_IsRefused()
    {
        using var place = new CommandFolder();
        PictureFolder.Write(place.Input("set"), PictureFolder.Digits(9));
        Directory.CreateDirectory(place.Input("set", "9"));

        Assert.Contains($"'{place.Input("set", "9")}' holds no image", place.Refuse("train", place.Input("set")));
    }

    [TestMethod]
    public void DataInfo_Set_ShowsCountsAndTwins()
    {
        using var place = new CommandFolder();
        PictureFolder.Write(place.Input("set", "train"), PictureFolder.Digits(25));
        PictureFolder.Write(place.Input("set", "test"), PictureFolder.Digits(15));

        CommandRun run = place.Run("data", "info", place.Input("set"), "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("train: 25 images of 28x28, pixels ", run.Output);
        Assert.Contains("0 duplicates, 15 among those of train", run.Output);
        Assert.Contains($"  4  3  {new string('█', 40)}\n  5  2  {new string('█', 27)}\n", run.Output.ReplaceLineEndings("\n"));
        Assert.AreEqual(15, run.Json.GetProperty("test").GetProperty("amongTrain").GetInt32());
        Assert.AreEqual(0, run.Json.GetProperty("train").GetProperty("duplicates").GetInt32());
        Assert.IsGreaterThan(0, run.Json.GetProperty("train").GetProperty("mean").GetDouble());
    }

    [TestMethod]
    public void DataInfo_Transpose_ExchangesTheSides()
    {
        using var place = new CommandFolder();
        place.Write(Path.Combine("set", "emnist-letters-train-images-idx3-ubyte"), IdxBytes.Images(2));
        place.Write(Path.Combine("set", "emnist-letters-train-labels-idx1-ubyte"), IdxBytes.Labels(1, 2));
        place.Write(Path.Combine("set", "emnist-letters-mapping.txt"), "1 65 97\n2 66 98\n"u8.ToArray());

        CommandRun run = place.Run("data", "info", place.Input("set"), "--transpose", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(3, run.Json.GetProperty("train").GetProperty("height").GetInt32());
        CollectionAssert.AreEqual(new[] { "Aa", "Bb" }, run.Json.GetProperty("classes").Deserialize<string[]>());
    }

    [TestMethod]
    public void DataInfo_Images_MustBeKnown()
    {
        using var place = new CommandFolder();
        PictureFolder.Write(place.Input("set"), PictureFolder.Digits(10, size: 20));

        Assert.Contains("--images is raw; it must be auto, as-is or normalize", place.Refuse("data", "info", place.Input("set"), "--images", "raw"));
        CommandRun run = place.Run("data", "info", place.Input("set"), "--images", "normalize", "--json");
        Assert.AreEqual(28, run.Json.GetProperty("train").GetProperty("height").GetInt32());
    }

    [TestMethod]
    public void DataShow_PngAndSvg_ShowARowForEachClass()
    {
        using var place = new CommandFolder();
        PictureFolder.Write(place.Input("set"), PictureFolder.Digits(60));

        CommandRun png = place.Run("data", "show", place.Input("set"), "--out", "sheet.png", "--count", "4", "--json");
        CommandRun svg = place.Run("data", "show", place.Input("set"), "--out", "sheet.svg", "--seed", "2");

        Assert.AreEqual(0, png.ExitCode, png.Errors);
        Assert.AreEqual(0, svg.ExitCode, svg.Errors);
        Assert.Contains("rows from the top: 0, 1, 2", png.Output);
        CollectionAssert.AreEqual(Enumerable.Repeat(4, 10).ToArray(), png.Json.GetProperty("shown").Deserialize<int[]>());
        GrayImage sheet = GrayImage.Load(place.InWork("sheet.png"));
        Assert.AreEqual((4 * 58 + 2, 10 * 58 + 2), (sheet.Width, sheet.Height));
        Assert.StartsWith("<svg", File.ReadAllText(place.InWork("sheet.svg")));
    }

    [TestMethod]
    public void DataShow_BadInput_SaysWhatIsWanted()
    {
        using var place = new CommandFolder();
        string set = TinyDataset.Write(place, withTest: false);

        Assert.Contains("from 1 to 1000", place.Refuse("data", "show", set, "--count", "0"));
        Assert.Contains("has no test images", place.Refuse("data", "show", set, "--part", "test"));
        Assert.Contains("is a folder", place.Refuse("data", "show", set, "--out", place.Work));
    }

    private static CommandRun Train(CommandFolder place, string dataset)
    {
        CommandRun run = place.Run("train", dataset, "--epochs", "1", "--threads", "1", "--no-report", "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        return run;
    }
}
