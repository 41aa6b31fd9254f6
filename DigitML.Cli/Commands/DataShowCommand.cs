using System.CommandLine;
using DigitML.Cli.Output;
using DigitML.Plotting;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml data show</c>: draws a picture of images of each class.</summary>
internal static class DataShowCommand
{
    private static readonly Argument<string> NameOrPath = CommandOptions.Dataset();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Output picture, one row per class: .svg has the class names beside the rows, anything else is PNG",
        DefaultValueFactory = _ => "sheet.png",
    };

    private static readonly Option<string?> Part = new("--part")
    {
        Description = "Part of the data set: train, validation or test (default: train if there is one)",
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Number of images per class, 1 to 1000",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed of the choice and of the validation split",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("show", "Draw a sheet of sample images of each class") { NameOrPath, Out, Part, Count, Seed, Json };
        foreach (Option option in CommandOptions.Reading) { command.Options.Add(option); }
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetRequiredValue(Out);
        var options = new DatasetOptions { Seed = parsed.GetValue(Seed) };
        DigitDataset data = CommandOptions.Load(parsed, parsed.GetRequiredValue(NameOrPath), options, cancellationToken);
        string part = parsed.GetValue(Part) ?? (data.HasTrain ? "train" : "test");
        ContactSheet sheet = ContactSheet.Create(data.Part(part), parsed.GetValue(Count), options.Seed);
        OutputFile.RequireWritable(path);
        sheet.Save(path);
        Console.Out.WriteLine($"{path}: {sheet.Rows.Sum(row => row.Count):N0} images of {data.Name}'s {part} part; rows from the top: "
            + string.Join(", ", data.LabelNames));
        if (parsed.GetValue(Json)) { PrintJson(path, data, part, sheet); }
        return 0;
    }

    private static void PrintJson(string path, DigitDataset data, string part, ContactSheet sheet) => JsonOutput.WriteLine(json =>
    {
        json.WriteString("file", path);
        json.WriteString("name", data.Name);
        json.WriteString("part", part);
        json.WriteStrings("classes", data.LabelNames);
        json.WriteNumbers("shown", sheet.Rows.Select(row => row.Count));
    });
}
