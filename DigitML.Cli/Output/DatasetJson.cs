using DigitML.Data;

namespace DigitML.Cli.Output;

/// <summary>What <c>digitml data info</c> says of a data set.</summary>
/// <param name="data">The data set, nothing held out for validation.</param>
internal sealed class DatasetJson(DigitDataset data)
{
    private string Checked => data.Files.Any(file => file.MatchesCatalog is null) ? "not in the catalogue"
        : data.Verified ? "yes"
        : "differs from the catalogue";

    private readonly DatasetPartJson[] _parts = [.. Parts(data).Select(part => new DatasetPartJson(part.Name, part.Images, data))];

    /// <summary>For people.</summary>
    public void Print()
    {
        Console.Out.WriteLine($"{data.Name} in {data.Folder}, SHA-256 checked: {Checked}");
        Console.Out.WriteLine($"{data.LabelNames.Count:N0} classes: {string.Join(' ', data.LabelNames)}");
        foreach (DatasetPartJson part in _parts) { part.Print(); }
        if (!Console.IsOutputRedirected) { Console.Out.WriteLine($"To see images: digitml data show {data.Name} --out sheet.png"); }
    }

    /// <summary>For programs.</summary>
    public void PrintJson() => JsonOutput.WriteLine(json =>
    {
        json.WriteString("name", data.Name);
        json.WriteString("folder", data.Folder);
        json.WriteNumber("images", _parts.Sum(part => part.Images.Count));
        json.WriteStrings("classes", data.LabelNames);
        json.WriteString("sha256Checked", Checked);
        json.WriteNumber("skipped", data.Skipped.Count);
        foreach (DatasetPartJson part in _parts) { part.WriteJson(json); }
        json.WriteStartObject("sha256");
        foreach (DatasetFileHash file in data.Files) { json.WriteString(Path.GetFileName(file.Path), file.Sha256); }
        json.WriteEndObject();
    });

    private static IEnumerable<(string Name, ImageSet Images)> Parts(DigitDataset data)
    {
        if (data.HasTrain) { yield return ("train", data.Train); }
        if (data.HasTrain && data.Validation.Count > 0) { yield return ("validation", data.Validation); }
        if (data.HasTest) { yield return ("test", data.Test); }
    }
}
