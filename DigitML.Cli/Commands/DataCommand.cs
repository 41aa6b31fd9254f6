using System.CommandLine;
using DigitML.Cli.Output;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml data</c>: lists, fetches, describes and converts data sets.</summary>
internal static class DataCommand
{
    private static readonly Option<bool> Json = CommandOptions.Json();
    private static readonly Argument<string> Name = new("NAME") { Description = "Name of the data set" };
    private static readonly Argument<string> NameOrPath = CommandOptions.Dataset();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List the data sets of the catalog and where they are") { Json };
        list.SetAction(parsed => List(parsed.GetValue(Json)));
        var fetch = new Command("fetch", "Download a data set and verify it") { Name, Json };
        fetch.SetAction((parsed, cancellationToken) => Task.Run(
            () => Fetch(parsed.GetRequiredValue(Name), parsed.GetValue(Json), cancellationToken), CancellationToken.None));
        var info = new Command("info", "Describe a data set") { NameOrPath, Json };
        info.SetAction((parsed, cancellationToken) => Task.Run(() => Info(parsed, cancellationToken), CancellationToken.None));
        foreach (Option option in CommandOptions.Reading) { info.Options.Add(option); }
        return new Command("data", "List, fetch, describe, show and convert data sets")
        {
            list, fetch, info, DataShowCommand.Create(), ConvertCommand.Create(),
        };
    }

    private static int List(bool json)
    {
        // Looking in the cache verifies every file: once is enough.
        (DatasetEntry Entry, string? Folder)[] sets = [.. DatasetCatalog.Entries.Select(entry => (entry, DatasetCatalog.Locate(entry.Name)))];
        foreach ((DatasetEntry entry, string? folder) in sets)
        {
            Console.Out.WriteLine($"{entry.Name,-14} {entry.Description}\n{"",-14} licence: {entry.License}\n{"",-14} {folder ?? "not fetched yet"}");
        }

        if (json)
        {
            JsonOutput.WriteLine(writer =>
            {
                writer.WriteStartArray("datasets");
                foreach ((DatasetEntry entry, string? folder) in sets)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", entry.Name);
                    writer.WriteString("description", entry.Description);
                    writer.WriteString("licence", entry.License);
                    writer.WriteString("folder", folder);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
        }

        return 0;
    }

    private static int Fetch(string name, bool json, CancellationToken cancellationToken)
    {
        string folder = DatasetCatalog.Locate(name)
            ?? DatasetCatalog.Fetch(name, progress: new DownloadDisplay(), cancellationToken: cancellationToken);
        Terminal.Clear();
        Console.Out.WriteLine($"{name} is in {folder}");
        if (json)
        {
            JsonOutput.WriteLine(writer =>
            {
                writer.WriteString("name", name);
                writer.WriteString("folder", folder);
            });
        }

        return 0;
    }

    private static int Info(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new DatasetOptions { ValidationCount = 0 };
        var report = new DatasetJson(CommandOptions.Load(parsed, parsed.GetRequiredValue(NameOrPath), options, cancellationToken));
        report.Print();
        if (parsed.GetValue(Json)) { report.PrintJson(); }
        return 0;
    }
}
