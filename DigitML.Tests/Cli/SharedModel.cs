namespace DigitML.Tests.Cli;

/// <summary>A model that the command trains on a tiny data set once, for all tests that read one.</summary>
internal static class SharedModel
{
    private static readonly CommandFolder Place = new();
    private static readonly Lazy<CommandRun> Training = new(Train);

    /// <summary>The path of the model.</summary>
    internal static string Path
    {
        get
        {
            _ = Training.Value;
            return Place.InWork("model.safetensors");
        }
    }

    /// <summary>The data set that it was trained on.</summary>
    internal static string Dataset { get; } = TinyDataset.Write(Place);

    /// <summary>What the training said.</summary>
    internal static CommandRun Run => Training.Value;

    /// <summary>Removes it, after the last test.</summary>
    internal static void Remove() => Place.Dispose();

    private static CommandRun Train()
    {
        CommandRun run = Place.Run("train", Dataset, "--epochs", "1", "--out", Place.InWork("model.safetensors"), "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        return run;
    }
}
