using System.Text.Json;
using DigitML.Tests.Data;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Cli;

/// <summary>The command on images of other sizes and other classes than MNIST's.</summary>
[TestClass]
public sealed class OwnClassesCommandTests
{
    private static readonly string[] Kannada = [.. "೦೧೨೩೪೫೬೭೮೯".Select(digit => $"{digit}")];

    [TestMethod]
    [DataRow(16, 16, "its convolutions are padded, because the images are small")]
    [DataRow(20, 12, "its convolutions are padded, because the images are small")]
    [DataRow(70, 66, "it averages every 2x2 pixels first, because the images are large")]
    public void TrainEvaluatePredictInfo_AnotherSize_Work(int height, int width, string adaptation)
    {
        using var place = new CommandFolder();
        string folder = Write(place, height, width);

        CommandRun train = place.Run("train", folder, "--epochs", "6", "--batch-size", "16", "--out", place.InWork("own.safetensors"), "--json");
        Assert.AreEqual(0, train.ExitCode, train.Errors);
        Assert.AreEqual(
            $"The network of fast, made for 28x28 images of 10 classes, is fitted to {height}x{width} images of 10 classes; {adaptation}",
            CommandRun.Lines(train.Errors)[0]);
        Assert.AreEqual((height, width), (train.Json.GetProperty("height").GetInt32(), train.Json.GetProperty("width").GetInt32()));

        CommandRun evaluate = place.Run("evaluate", place.InWork("own.safetensors"), folder, "--errors", "errors.svg", "--views", "3", "--json");
        Assert.IsGreaterThan(.9, evaluate.Json.GetProperty("accuracy").GetDouble(), evaluate.Errors);
        Assert.AreEqual("", evaluate.Errors);

        string picture = SavePicture(place, height, width);
        CommandRun predict = place.Run("predict", picture, "--model", place.InWork("own.safetensors"), "--json");
        Assert.AreEqual("3", predict.Json.GetProperty("label").GetString(), predict.Errors);
        CommandRun info = place.Run("info", place.InWork("own.safetensors"), "--json");
        Assert.Contains($"Images: {height}x{width}\n", info.Output.ReplaceLineEndings("\n"));
        Assert.AreEqual(10, info.Json.GetProperty("labels").GetArrayLength());
        Assert.IsTrue(File.Exists(place.InWork("own.html")));
    }

    [TestMethod]
    public void Predict_ModelOfLetters_SaysTheLetter()
    {
        using var place = new CommandFolder();
        ImageSet images = OwnImages.Make(260, 32, 32, OwnImages.Letters(26));
        DigitClassifier classifier = new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 6, BatchSize = 16 }).Fit(images).Classifier;
        classifier.Save(place.Input("letters.safetensors"));
        string picture = SavePicture(place, 32, 32, OwnImages.Letters(26));

        CommandRun run = place.Run("predict", picture, "--model", place.Input("letters.safetensors"));

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.StartsWith($"{picture}: D  ", run.Output);
        Assert.Contains("Labels: A B C D", place.Run("info", place.Input("letters.safetensors")).Output);
    }

    [TestMethod]
    public void Evaluate_ModelOfKannadaDigits_ReadsTheSetsNumbersAndSaysSo()
    {
        using var place = new CommandFolder();
        string folder = Write(place, 16, 16);
        ImageSet images = OwnImages.Make(300, 16, 16, Kannada);
        new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 6, BatchSize = 16 }).Fit(images).Classifier.Save(place.Input("k.safetensors"));

        CommandRun run = place.Run("evaluate", place.Input("k.safetensors"), folder, "--errors", place.InWork("errors.svg"), "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(
            "The data set's labels 0 1 2 3 4 5 6 7 8 9 are taken for the model's ೦ ೧ ೨ ೩ ೪ ೫ ೬ ೭ ೮ ೯, number by number.",
            CommandRun.Lines(run.Errors).Single());
        Assert.IsGreaterThan(.9, run.Json.GetProperty("accuracy").GetDouble());
        Assert.Contains("೭ ||", run.Output);
        Assert.AreSequenceEqual(Kannada, run.Json.GetProperty("labels").EnumerateArray().Select(name => name.GetString()!));
    }

    [TestMethod]
    public void Evaluate_ModelOfOtherClasses_ListsWhatIsMissing()
    {
        using var place = new CommandFolder();
        string folder = Write(place, 16, 16);
        ImageSet images = OwnImages.Make(20, 16, 16, ["0", "1"]);
        string model = place.Input("two.safetensors");
        new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 1 }).Fit(images).Classifier.Save(model);

        Assert.Contains(
            "8 of 10 classes that are not among the 2 of the model: '2', '3', '4', '5', '6' and 3 more", place.Refuse("evaluate", model, folder));
    }

    [TestMethod]
    public void Train_RareClass_WarnsUnlessWeighted()
    {
        using var place = new CommandFolder();
        int[] labels = [.. Enumerable.Range(0, 240).Select(image => image % 24 == 0 ? 1 : image % 2 == 0 ? 0 : 4)];
        string folder = Write(place, 16, 16, labels);

        string[] plain = CommandRun.Lines(place.Run("train", folder, "--epochs", "1", "--no-report").Errors);
        CommandRun weighted = place.Run("train", folder, "--epochs", "1", "--no-report", "--class-weights", "balanced", "--json");

        Assert.AreEqual(
            "Warning: no training image is of class '2', '3'; the model will not know it.", plain[1]);
        Assert.AreEqual(
            "Warning: class '4' has 110 training images and class '1' 9; --class-weights balanced keeps rare classes from being neglected.",
            plain[2]);
        Assert.DoesNotContain("neglected", weighted.Errors);
        Assert.AreEqual("balanced", weighted.Json.GetProperty("classWeights").GetString());
        Assert.AreEqual(JsonValueKind.Number, weighted.Json.GetProperty("macroAccuracy").ValueKind);
        Assert.Contains("must be", place.Run("train", folder, "--models", "0").Errors);
        Assert.AreEqual(1, place.Run("train", folder, "--class-weights", "some").ExitCode);
    }

    // Image 3 of the unseen ones.
    private static string SavePicture(CommandFolder place, int height, int width, string[]? names = null)
    {
        ImageSet unseen = OwnImages.Make(4, height, width, names ?? SyntheticDigits.Names(10), seed: 2);
        string path = place.Input("picture.png");
        Directory.CreateDirectory(place.Input());
        new GrayImage(width, height, unseen.Pixels(3)).Save(path);
        return path;
    }

    private static string Write(CommandFolder place, int height, int width, int[]? labels = null)
    {
        labels ??= [.. Enumerable.Range(0, 320).Select(image => image % 10)];
        WritePart(place, "train", OwnImages.OfLabels(labels, height, width, SyntheticDigits.Names(10)));
        WritePart(place, "t10k", OwnImages.OfLabels(labels[..100], height, width, SyntheticDigits.Names(10), seed: 2));
        return place.Input("own");
    }

    private static void WritePart(CommandFolder place, string prefix, ImageSet images)
    {
        uint[] sizes = [(uint)images.Count, (uint)images.Height, (uint)images.Width];
        byte[] labels = [.. images.Labels.ToArray().Select(label => (byte)label)];
        place.Write(Path.Combine("own", $"{prefix}-images-idx3-ubyte"), IdxBytes.Of(0x00000803, sizes, TinyDataset.Pixels(images)));
        place.Write(Path.Combine("own", $"{prefix}-labels-idx1-ubyte"), IdxBytes.Labels(labels));
    }
}
