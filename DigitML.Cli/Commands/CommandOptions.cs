using System.CommandLine;
using System.CommandLine.Parsing;
using DigitML.Cli.Output;

namespace DigitML.Cli.Commands;

/// <summary>Options and arguments that several commands have, and the steps that they share.</summary>
internal static class CommandOptions
{
    /// <summary>The model that is read when none is named: a built-in one.</summary>
    public const string DefaultModel = "latin";

    private static readonly string BuiltInNames = string.Join(", ", Enum.GetNames<NumeralSystem>().Select(name => name.ToLowerInvariant()));

    private static readonly Option<bool> Transpose = new("--transpose")
    {
        Description = "Transpose every image, as EMNIST's files need",
    };

    private static readonly Option<ImageRule> Images = new("--images")
    {
        Description = "Images of a folder: auto (as they are if all have the same small square size, otherwise normalized as by 'predict'), " +
            "as-is or normalize",
        CustomParser = ParseImages,
        HelpName = "auto|as-is|normalize",
    };

    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "Skip images that cannot be read" };

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON object on the last line" };

    /// <summary>--threads.</summary>
    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads") { Description = "Number of threads (default: one per processor)" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int threads) && threads is < 1 or > 1024)
            {
                result.AddError($"--threads is {threads}; it must be from 1 to 1024");
            }
        });
        return option;
    }

    /// <summary>--tta.</summary>
    /// <param name="whose">Whose number is taken otherwise: the preset's or the model's.</param>
    public static Option<int?> Views(string whose) => new("--tta")
    {
        Description = $"Test-time augmentation: average the predictions for N shifted, scaled and rotated copies, 1 to 11 (default: the {whose}'s)",
    };

    /// <summary>--validation.</summary>
    public static Option<int?> Validation() => new("--validation")
    {
        Description = "Number of training images held out for validation and calibration (default: a twelfth)",
        HelpName = "N",
    };

    /// <summary>The data set, by name or path.</summary>
    public static Argument<string> Dataset() => new("DATASET")
    {
        Description = $"A data set's name ({string.Join(", ", DatasetCatalog.Entries.Select(entry => entry.Name))}) or a path: "
            + "a CSV, NPZ or NPY file, a folder of IDX files, CSV files or images",
    };

    /// <summary>How data sets are read: --transpose, --images and --skip-bad. Every command that loads one has them.</summary>
    public static IReadOnlyList<Option> Reading { get; } = [Transpose, Images, SkipBad];

    /// <summary>Loads a data set, showing how it is fetched and what was left out.</summary>
    /// <param name="parsed">May hold the options of <see cref="Reading"/>.</param>
    /// <param name="nameOrPath">The data set.</param>
    /// <param name="options">How validation images are split off.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public static DigitDataset Load(ParseResult parsed, string nameOrPath, DatasetOptions options, CancellationToken cancellationToken)
    {
        options = options with
        {
            Transpose = parsed.GetValue(Transpose), Images = parsed.GetValue(Images), SkipBad = parsed.GetValue(SkipBad),
        };
        DigitDataset data = DigitDataset.Load(nameOrPath, options, new DownloadDisplay(), cancellationToken);
        Terminal.Clear();
        foreach (string reason in data.Skipped) { Console.Error.WriteLine($"Left out: {CommandErrors.OneLine(reason)}"); }
        return data;
    }

    private static ImageRule ParseImages(ArgumentResult result)
    {
        string text = result.Tokens[0].Value.ToLowerInvariant();
        switch (text)
        {
            case "auto": return ImageRule.Auto;
            case "as-is": return ImageRule.AsIs;
            case "normalize": return ImageRule.Normalize;
            default:
                result.AddError($"--images is {text}; it must be auto, as-is or normalize");
                return ImageRule.Auto;
        }
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

    /// <summary>Loads the reader of pages whose digits a model reads, or says how to get one.</summary>
    /// <remarks>A script that is built in has a second model, which tells digits from other shapes; a file's model does that by itself.</remarks>
    public static DigitReader LoadReader(string nameOrPath) => FindBuiltIn(nameOrPath) is { } script
        ? DigitReader.Pretrained(script)
        : new DigitReader(LoadModel(nameOrPath));

    /// <summary>The script of the built-in model of this name, null if there is none.</summary>
    public static NumeralSystem? FindBuiltIn(string name)
    {
        foreach (NumeralSystem script in Enum.GetValues<NumeralSystem>())
        {
            if (script.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) { return script; }
        }

        return null;
    }
}
