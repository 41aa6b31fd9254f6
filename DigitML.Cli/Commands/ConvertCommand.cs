using System.CommandLine;
using System.CommandLine.Parsing;
using DigitML.Cli.Output;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml data convert</c>: writes a data set in another form.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Source = CommandOptions.Dataset();
    private static readonly Argument<string> Out = new("OUT") { Description = "The file or folder to write" };

    private static readonly Option<DatasetFormat?> Format = new("--format")
    {
        Description = "Output format: idx, npz, csv or png (default: .npz and .csv by OUT's extension, otherwise idx)",
        CustomParser = ParseFormat,
        HelpName = "idx|npz|csv|png",
    };

    private static readonly Option<string?> Split = new("--split") { Description = "Write only this part, to a .csv or .npz file: train or test" };
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("convert", "Write a data set in another format") { Source, Out, Format, Split, Json };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetRequiredValue(Out);
        if (string.IsNullOrWhiteSpace(path)) { throw new DigitMLException("OUT is empty: give the name of a file or a folder."); }
        DatasetFormat format = parsed.GetValue(Format) ?? FormatOf(path);
        var options = new DatasetOptions { ValidationCount = 0 };
        DigitDataset data = DigitDataset.Load(parsed.GetRequiredValue(Source), options, new DownloadDisplay(), cancellationToken);
        Terminal.Clear();
        int count = parsed.GetValue(Split) is { } part ? Save(data.Part(part), path) : Save(data, path, format, cancellationToken);
        Console.Out.WriteLine($"{data.Name}: {count:N0} images written to {path}");
        if (parsed.GetValue(Json))
        {
            JsonOutput.WriteLine(json =>
            {
                json.WriteString("name", data.Name);
                json.WriteString("out", path);
                json.WriteString("format", format.ToString().ToLowerInvariant());
                json.WriteNumber("images", count);
            });
        }

        return 0;
    }

    private static int Save(ImageSet images, string path)
    {
        images.Save(path);
        return images.Count;
    }

    private static int Save(DigitDataset data, string path, DatasetFormat format, CancellationToken cancellationToken)
    {
        data.Save(path, format, cancellationToken);
        return (data.HasTrain ? data.Train.Count : 0) + (data.HasTest ? data.Test.Count : 0);
    }

    private static DatasetFormat FormatOf(string path) =>
        path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? DatasetFormat.Npz
        : path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
            ? DatasetFormat.Csv
        : Path.HasExtension(path)
            ? throw new DigitMLException($"{path} tells no form by its ending: give --format idx, npz, csv or png.")
        : DatasetFormat.Idx;

    private static DatasetFormat? ParseFormat(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach (DatasetFormat format in Enum.GetValues<DatasetFormat>())
        {
            if (format.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) { return format; }
        }

        result.AddError($"--format is {text}; it must be idx, npz, csv or png");
        return null;
    }
}
