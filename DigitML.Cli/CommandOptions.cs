using System.CommandLine;
using DigitML.Datasets;

namespace DigitML.Cli;

/// <summary>Options and arguments that several commands have, and the steps that they share.</summary>
internal static class CommandOptions
{
    /// <summary>The model that is read when none is named: what <c>digitml train mnist</c> writes.</summary>
    public const string DefaultModel = "artifacts/mnist-fast.safetensors";

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Make the last line of output one JSON object" };

    /// <summary>--threads.</summary>
    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads") { Description = "Threads to use (default: one for each processor)" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int threads) && threads is < 1 or > 1024)
            {
                result.AddError($"--threads is {threads}; it must be from 1 to 1024");
            }
        });
        return option;
    }

    /// <summary>The data set, by name or path.</summary>
    public static Argument<string> Dataset() => new("DATASET")
    {
        Description = $"A data set's name ({string.Join(", ", DatasetCatalog.Entries.Select(entry => entry.Name))}) or a folder with IDX files",
    };

    /// <summary>Loads a data set, showing how it is fetched.</summary>
    public static DigitDataset Load(string nameOrPath, ulong seed, CancellationToken cancellation)
    {
        DigitDataset data = DigitDataset.Load(nameOrPath, new DatasetOptions { Seed = seed }, new DownloadDisplay(), cancellation);
        Terminal.Clear();
        return data;
    }

    /// <summary>Loads a model, or says how to get one.</summary>
    public static Models.DigitClassifier LoadModel(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no model {path}: train one with 'digitml train mnist', or name a model's file.");
        }

        return Models.DigitClassifier.Load(path);
    }
}
