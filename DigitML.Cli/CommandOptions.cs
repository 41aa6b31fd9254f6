using System.CommandLine;
using DigitML.Datasets;
using DigitML.Models;

namespace DigitML.Cli;

/// <summary>Options and arguments that several commands have, and the steps that they share.</summary>
internal static class CommandOptions
{
    /// <summary>The model that is read when none is named: a built-in one.</summary>
    public const string DefaultModel = "latin";

    private static readonly string BuiltInNames = string.Join(", ", Enum.GetNames<Script>().Select(name => name.ToLowerInvariant()));

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
        Description = $"A data set's name ({string.Join(", ", DatasetCatalog.Entries.Select(entry => entry.Name))}) or a path: "
            + "a CSV, NPZ or NPY file, a folder of IDX files, CSV files or images",
    };

    /// <summary>Loads a data set, showing how it is fetched.</summary>
    public static DigitDataset Load(string nameOrPath, ulong seed, CancellationToken cancellation)
    {
        DigitDataset data = DigitDataset.Load(nameOrPath, new DatasetOptions { Seed = seed }, new DownloadDisplay(), cancellation);
        Terminal.Clear();
        return data;
    }

    /// <summary>The model, by built-in name or path.</summary>
    public static Argument<string> Model() => new("MODEL") { Description = $"A built-in model's name ({BuiltInNames}) or a model's file" };

    /// <summary>
    /// Loads a model, or says how to get one. A built-in name comes first, so that a command means the same in every folder; a file of
    /// that name is written ./latin.
    /// </summary>
    public static DigitClassifier LoadModel(string nameOrPath)
    {
        if (FindBuiltIn(nameOrPath) is { } script) { return DigitClassifier.Pretrained(script); }
        if (!File.Exists(nameOrPath))
        {
            throw new FileNotFoundException(
                $"There is no model {nameOrPath}: name a built-in one ({BuiltInNames}) or a model's file, such as 'digitml train' writes.");
        }

        return DigitClassifier.Load(nameOrPath);
    }

    /// <summary>The script of the built-in model of this name, null if there is none.</summary>
    public static Script? FindBuiltIn(string name)
    {
        foreach (Script script in Enum.GetValues<Script>())
        {
            if (script.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) { return script; }
        }

        return null;
    }
}
