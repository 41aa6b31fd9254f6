using DigitML.Tests.Data;

namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class CsvLoggerTests : IDisposable
{
    private const string Header = "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\n";
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingScript _training = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void OnEpochEnd_EachEpoch_IsARowFromZeroWithSortedColumns()
    {
        string path = _folder["log.csv"];

        _training.Run(new CsvLogger(path), [TrainingScript.Row(1.5, .25, 1.25, .5), TrainingScript.Row(.1, 1, 1e-7, 1)]);

        Assert.AreEqual(Header + "0,0.25,0.125,1.5,0.5,1.25\n1,1,0.125,0.1,1,1E-07\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void OnEpochEnd_NoValidation_IsNotAvailable()
    {
        string path = _folder["log.csv"];

        _training.Run(new CsvLogger(path), [TrainingScript.Row(double.NaN, .25)]);

        Assert.AreEqual(Header + "0,0.25,0.125,NaN,NA,NA\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void OnEpochEnd_RowIsInTheFile_BeforeTheTrainingEnds()
    {
        string path = _folder["log.csv"];
        var logger = new CsvLogger(path);
        logger.OnTrainBegin(_training.Context);
        Assert.AreEqual(Header, File.ReadAllText(path));

        _training.Epoch(logger, TrainingScript.Row());

        Assert.AreEqual(Header + "0,0,0.125,0,NA,NA\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void OnTrainBegin_FileThatIsThere_IsReplaced()
    {
        string path = _folder.Write("log.csv", "old\n"u8.ToArray());

        _training.Run(new CsvLogger(path) { Separator = ";" }, [TrainingScript.Row()]);

        Assert.AreEqual(Header.Replace(',', ';') + "0;0;0.125;0;NA;NA\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void OnTrainBegin_Append_WritesTheHeaderOnce()
    {
        string path = _folder["runs", "log.csv"];
        var logger = new CsvLogger(path) { Append = true };

        _training.Run(logger, [TrainingScript.Row()]);
        new TrainingScript().Run(logger, [TrainingScript.Row()]);

        Assert.AreEqual(Header + "0,0,0.125,0,NA,NA\n0,0,0.125,0,NA,NA\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void OnTrainBegin_AppendToAnEmptyFile_WritesTheHeader()
    {
        string path = _folder.Write("log.csv", []);

        _training.Run(new CsvLogger(path) { Append = true }, Array.Empty<EpochMetrics>());

        Assert.AreEqual(Header, File.ReadAllText(path));
    }

    [TestMethod]
    public void OnTrainBegin_PathOfAFolder_SaysThatItCannotBeWritten()
    {
        string path = _folder["folder"];
        Directory.CreateDirectory(path);

        IOException error = Assert.ThrowsExactly<IOException>(() => new CsvLogger(path).OnTrainBegin(_training.Context));

        Assert.StartsWith($"CsvLogger: {path} could not be written: ", error.Message);
    }

    [TestMethod]
    public void OnTrainBegin_EmptyPath_IsRefused()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => new CsvLogger("").OnTrainBegin(_training.Context));

        Assert.AreEqual("CsvLogger: the path is empty; give the path of a CSV file.", error.Message);
    }
}
