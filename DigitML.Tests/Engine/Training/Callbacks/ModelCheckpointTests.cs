using DigitML.Tests.Data;

namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class ModelCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingScript _training = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void OnEpochEnd_PlainPath_KeepsTheLastEpoch()
    {
        string path = _folder["model.safetensors"];

        _training.Run(new ModelCheckpoint(path), 1, 2, 3);

        Assert.AreEqual(_training.Sums[2], Sum(path));
        Assert.AreEqual($"Epoch 3: saving model to {path}", _training.Messages[2]);
        Assert.AreEqual("3", DigitClassifier.Load(path).Provenance["epochs"]);
    }

    [TestMethod]
    public void OnEpochEnd_Template_NamesEpochAndFiguresAsKeras()
    {
        EpochMetrics row = TrainingScript.Row(.123456, .5, 1.005, .98765, .25f);
        string template = "{epoch:02d}-{val_loss:.2f}-{val_accuracy:.4f}-{loss:.3f}-{accuracy:.1f}-{learning_rate:.3f}.safetensors";

        _training.Run(new ModelCheckpoint(_folder[template]), [row, row]);

        Assert.IsTrue(File.Exists(_folder["01-1.00-0.9877-0.123-0.5-0.250.safetensors"]));
        Assert.AreEqual(_training.Sums[1], Sum(_folder["02-1.00-0.9877-0.123-0.5-0.250.safetensors"]));
    }

    [TestMethod]
    public void OnEpochEnd_TemplateWithoutWidths_IsFilledToo()
    {
        _training.Run(new ModelCheckpoint(_folder["{epoch}-{val_loss}.safetensors"]), 1.5);

        Assert.IsTrue(File.Exists(_folder["1-1.5000.safetensors"]));
    }

    [TestMethod]
    public void OnEpochEnd_FigureThatTheTrainingLacks_IsNaNInTheName()
    {
        _training.Run(new ModelCheckpoint(_folder["{val_loss:.2f}.safetensors"]), [TrainingScript.Row()]);

        Assert.IsTrue(File.Exists(_folder["NaN.safetensors"]));
    }

    [TestMethod]
    public void OnEpochEnd_MissingFolders_AreMade()
    {
        string path = _folder["runs", "one", "model.safetensors"];

        _training.Run(new ModelCheckpoint(path), 1);

        Assert.AreEqual(_training.Sums[0], Sum(path));
    }

    [TestMethod]
    public void OnEpochEnd_SaveBestOnly_KeepsTheBestAndSaysSo()
    {
        string path = _folder["best.safetensors"];

        _training.Run(new ModelCheckpoint(path) { SaveBestOnly = true }, .5, .25, .25, .75, .125);

        Assert.AreSequenceEqual(
            [
                $"Epoch 1: val_loss improved to 0.50000, saving model to {path}",
                $"Epoch 2: val_loss improved from 0.50000 to 0.25000, saving model to {path}",
                "Epoch 3: val_loss did not improve from 0.25000",
                "Epoch 4: val_loss did not improve from 0.25000",
                $"Epoch 5: val_loss improved from 0.25000 to 0.12500, saving model to {path}",
            ],
            _training.Messages);
        Assert.AreEqual(_training.Sums[4], Sum(path));
    }

    [TestMethod]
    public void OnEpochEnd_SaveBestOnly_LeavesWorseEpochsOut()
    {
        string path = _folder["best.safetensors"];
        var checkpoint = new ModelCheckpoint(path) { SaveBestOnly = true, Monitor = TrainingMetric.ValidationAccuracy };

        _training.Run(checkpoint, new[] { .5, .75, .625 }.Select(value => TrainingScript.Row(validationAccuracy: value)));

        Assert.AreEqual(_training.Sums[1], Sum(path));
    }

    [TestMethod]
    public void OnEpochEnd_InitialThreshold_MustBeBeatenFirst()
    {
        string path = _folder["best.safetensors"];

        _training.Run(new ModelCheckpoint(path) { SaveBestOnly = true, InitialThreshold = .5 }, .5);

        Assert.IsFalse(File.Exists(path));
        Assert.AreSequenceEqual(["Epoch 1: val_loss did not improve from 0.50000"], _training.Messages);
    }

    [TestMethod]
    public void OnEpochEnd_SaveBestOnlyWithoutTheFigure_WarnsAndSaves()
    {
        string path = _folder["model.safetensors"];

        _training.Run(new ModelCheckpoint(path) { SaveBestOnly = true }, null, null);

        Assert.AreEqual(_training.Sums[1], Sum(path));
        Assert.AreEqual(
            "ModelCheckpoint watches val_loss, which this training doesn't have; it has loss, accuracy, learning_rate.", _training.Messages[0]);
        Assert.AreEqual($"Epoch 1: saving model to {path}", _training.Messages[1]);
    }

    [TestMethod]
    public void OnTrainBegin_AfterAnotherTraining_StartsAfresh()
    {
        var checkpoint = new ModelCheckpoint(_folder["best.safetensors"]) { SaveBestOnly = true };
        new TrainingScript().Run(checkpoint, .1);

        _training.Run(checkpoint, .9);

        Assert.AreEqual(_training.Sums[0], Sum(_folder["best.safetensors"]));
    }

    [TestMethod]
    [DataRow("{accuracies:.2f}.safetensors", "{accuracies:.2f}")]
    [DataRow("{epoch:3}.safetensors", "{epoch:3}")]
    [DataRow("{epoch:.2f}.safetensors", "{epoch:.2f}")]
    [DataRow("{loss:02d}.safetensors", "{loss:02d}")]
    [DataRow("{}.safetensors", "{}")]
    public void OnTrainBegin_FieldThatIsNotUnderstood_IsRefusedBeforeTheFirstEpoch(string template, string field)
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => new ModelCheckpoint(template).OnTrainBegin(_training.Context));

        Assert.AreEqual(
            $"ModelCheckpoint: the path {template} has the field {field}, which is not understood; there are epoch, as {{epoch:02d}}, "
            + "and loss, accuracy, val_loss, val_accuracy and learning_rate, as {loss:.2f}.", error.Message);
    }

    [TestMethod]
    public void OnTrainBegin_EmptyPath_IsRefusedBeforeTheFirstEpoch()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => new ModelCheckpoint(" ").OnTrainBegin(_training.Context));

        Assert.AreEqual("ModelCheckpoint: the path is empty; give the path of a .safetensors file.", error.Message);
    }

    private static string Sum(string path) => DigitClassifier.Load(path).WeightsSha256();
}
