using DigitML.Evaluation.Robustness;
using DigitML.Plotting;
using DigitML.Tests.Data;

namespace DigitML.Tests.Engine.Training;

/// <summary>Images of other sizes and other classes than MNIST's, from training to prediction.</summary>
[TestClass]
public sealed class OwnClassesTests
{
    [TestMethod]
    [DataRow(8, 8, 2)]
    [DataRow(16, 16, 2)]
    [DataRow(32, 32, 26)]
    [DataRow(20, 12, 10)]
    [DataRow(96, 70, 3)]
    public void Fit_FastPresetForTheImages_LearnsAndSurvivesTheFile(int height, int width, int classes)
    {
        ImageSet training = OwnImages.Make(260, height, width, OwnImages.Letters(classes));
        ImageSet unseen = OwnImages.Make(104, height, width, OwnImages.Letters(classes), seed: 2);
        TrainingOptions options = Presets.Fast.AdaptTo(training) with { Epochs = 6, BatchSize = 16 };

        DigitClassifier classifier = new CnnTrainer(options).Fit(training, unseen).Classifier;

        Assert.IsGreaterThan(.9, classifier.Evaluate(unseen).MicroAccuracy);
        using var folder = new TemporaryFolder();
        classifier.Save(folder["own.safetensors"]);
        DigitClassifier loaded = DigitClassifier.Load(folder["own.safetensors"]);
        Assert.AreSequenceEqual(OwnImages.Letters(classes), loaded.LabelNames);
        Assert.AreEqual(classifier.Evaluate(unseen).LogLoss, loaded.Evaluate(unseen).LogLoss);
        var picture = new GrayImage(width, height, unseen.Pixels(1));
        Assert.AreEqual(loaded.PredictPixels(unseen.Pixels(1)).Confidence, loaded.Predict(picture).Confidence);
        Assert.AreEqual("B", loaded.Predict(picture).Label);
        Assert.AreEqual("B", loaded.WithTestTimeAugmentation(3).Predict(picture).Label);
    }

    [TestMethod]
    [DataRow(8, 8)]
    [DataRow(20, 12)]
    [DataRow(96, 128)]
    public void EverythingThatMeasures_OtherSizes_Works(int height, int width)
    {
        ImageSet images = OwnImages.Make(24, height, width, ["ಅ", "a name that is longer than any column of a table can be", "<b>"]);
        TrainingOptions options = Presets.Fast.AdaptTo(images) with { Epochs = 1, BatchSize = 12 };
        TrainingResult result = new CnnTrainer(options).Fit(images, images.Take(6));
        using var folder = new TemporaryFolder();

        Assert.HasCount(15, result.Classifier.EvaluateRobustness(images.Take(6)).Corruptions);
        ErrorGrid.Write(folder["errors.svg"], result.Classifier, images);
        new TrainingReport("own", result) { Test = images, Validation = images.Take(6) }.Write(folder["report.html"]);
        Assert.AreEqual((3 * (2 * width + 2) + 2, 16 * (2 * height + 2) + 2), Size(CorruptionSheet.Compose(images)));
        Assert.IsInRange(0, 1, result.Classifier.WithTestTimeAugmentation(11).Evaluate(images).MicroAccuracy);
        Assert.Contains("ಅ", File.ReadAllText(folder["report.html"]));
        Assert.DoesNotContain("can be", result.Classifier.Evaluate(images).ConfusionMatrix.GetFormattedConfusionTable());

        static (int, int) Size(GrayImage image) => (image.Width, image.Height);
    }

    [TestMethod]
    public void Fit_ThousandClasses_TrainsAndReports()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(number => $"word {number}")];
        ImageSet images = OwnImages.Make(1000, 12, 12, names);
        TrainingResult result = new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 1 }).Fit(images);

        MulticlassMetrics metrics = result.Classifier.Evaluate(images.Take(200));
        using var folder = new TemporaryFolder();
        new TrainingReport("words", result) { Test = images.Take(200) }.Write(folder["report.html"]);

        Assert.AreEqual(1000, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.IsFalse(double.IsNaN(metrics.MacroAccuracy));
        string page = File.ReadAllText(folder["report.html"]);
        Assert.Contains("Most frequent confusions", page);
        Assert.IsLessThan(2_000_000, page.Length);
    }

    [TestMethod]
    public void Fit_ValidationOfFewerClassesInAnotherOrder_GoesByName()
    {
        ImageSet images = OwnImages.Make(120, 16, 16, ["x", "y", "z"]);
        int[] withoutZ = [.. Enumerable.Range(0, 60).Where(image => images.Label(image) != 2)];
        ImageSet same = images.Subset(withoutZ), other = same.ReorderLabels(["y", "x"]);
        var trainer = new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 2, BatchSize = 16 });

        TrainingResult expected = trainer.Fit(images, same), result = trainer.Fit(images, other, new EarlyStopping { Patience = 5 });

        Assert.AreEqual(expected.ValidationLoss, result.ValidationLoss);
        Assert.AreEqual(expected.Classifier.Temperature, result.Classifier.Temperature);
        Assert.AreSequenceEqual(["x", "y", "z"], result.Classifier.LabelNames);
    }

    [TestMethod]
    public void Fit_EarlyStoppingWithoutValidation_TrainsOnAndSaysSo()
    {
        ImageSet images = OwnImages.Make(40, 16, 16, ["x", "y"]);
        var messages = new MessageList();
        var trainer = new CnnTrainer(Presets.Fast.AdaptTo(images) with { Epochs = 3 }) { Messages = messages };

        TrainingResult result = trainer.Fit(images, images.Take(0), new EarlyStopping { Patience = 0 });

        Assert.HasCount(3, result.History);
        Assert.AreEqual(1, result.Classifier.Temperature);
        Assert.IsFalse(result.StoppedEarly);
    }
}
