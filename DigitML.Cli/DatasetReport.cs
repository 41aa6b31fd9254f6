using System.Text.Json;
using DigitML.Datasets;

namespace DigitML.Cli;

/// <summary>What <c>digitml data info</c> says of a data set.</summary>
/// <param name="data">The data set, nothing held out for validation.</param>
internal sealed class DatasetReport(DigitDataset data)
{
    private string Checked => data.Files.Any(file => file.MatchesCatalog is null) ? "not in the catalogue"
        : data.Verified ? "yes"
        : "differs from the catalogue";

    private IEnumerable<(string Name, ImageSet Images)> Parts
    {
        get
        {
            if (data.HasTrain) { yield return ("train", data.Train); }
            if (data.HasTest) { yield return ("test", data.Test); }
        }
    }

    /// <summary>For people.</summary>
    public void Print()
    {
        Console.Out.WriteLine($"{data.Name} in {data.Folder}, SHA-256 checked: {Checked}");
        Console.Out.WriteLine($"classes: {string.Join(' ', data.LabelNames)}");
        foreach ((string name, ImageSet images) in Parts)
        {
            Console.Out.WriteLine(
                $"{name}: {images.Count:N0} images of {images.Height}x{images.Width}, " +
                $"by class {string.Join(' ', images.CountsByClass)}");
        }
    }

    /// <summary>For programs.</summary>
    public void PrintJson() => JsonOutput.WriteLine(json =>
    {
        json.WriteString("name", data.Name);
        json.WriteString("folder", data.Folder);
        json.WriteNumber("images", Parts.Sum(part => part.Images.Count));
        json.WriteStrings("classes", data.LabelNames);
        json.WriteString("sha256Checked", Checked);
        foreach ((string name, ImageSet images) in Parts) { WritePart(json, name, images); }
        json.WriteStartObject("sha256");
        foreach (DatasetFileSum file in data.Files) { json.WriteString(Path.GetFileName(file.Path), file.Sha256); }
        json.WriteEndObject();
    });

    private static void WritePart(Utf8JsonWriter json, string name, ImageSet images)
    {
        json.WriteStartObject(name);
        json.WriteNumber("images", images.Count);
        json.WriteNumber("height", images.Height);
        json.WriteNumber("width", images.Width);
        json.WriteNumbers("counts", images.CountsByClass);
        json.WriteEndObject();
    }
}
