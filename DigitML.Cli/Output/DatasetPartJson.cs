using System.Globalization;
using System.Text.Json;

namespace DigitML.Cli.Output;

/// <summary>What <c>digitml data info</c> says of one part of a data set.</summary>
internal sealed class DatasetPartJson
{
    private const int LongestBar = 40;

    private readonly string _name;
    private readonly ImageSetStatistics _statistics;
    private readonly int? _shared;

    /// <summary>Measures a part.</summary>
    /// <param name="name">train, validation or test.</param>
    /// <param name="images">Its images.</param>
    /// <param name="data">The data set.</param>
    public DatasetPartJson(string name, ImageSet images, DigitDataset data)
    {
        (_name, Images, _statistics) = (name, images, ImageSetStatistics.Compute(images));
        _shared = name != "train" && data.HasTrain ? ImageSetStatistics.CountShared(images, data.Train) : null;
    }

    /// <summary>The images of the part.</summary>
    public ImageSet Images { get; }

    /// <summary>For people: a line of figures, then a bar for each class.</summary>
    public void Print()
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_name}: {Images.Count:N0} images of {Images.Height}x{Images.Width}, pixels {_statistics.Mean:F1} with deviation " +
            $"{_statistics.StandardDeviation:F1}, {_statistics.DuplicateCount:N0} duplicates") +
            (_shared is { } shared ? string.Create(CultureInfo.InvariantCulture, $", {shared:N0} among those of train") : ""));
        int most = Math.Max(1, Images.CountsByClass.Max());
        string[] counts = [.. Images.CountsByClass.Select(count => count.ToString("N0", CultureInfo.InvariantCulture))];
        int nameWidth = Images.LabelNames.Max(Width), countWidth = counts.Max(count => count.Length);
        foreach ((int label, string name) in Images.LabelNames.Index())
        {
            string bar = new('█', (int)Math.Ceiling((double)LongestBar * Images.CountsByClass[label] / most));
            Console.Out.WriteLine($"  {name}{new string(' ', nameWidth - Width(name))}  {counts[label].PadLeft(countWidth)}  {bar}".TrimEnd());
        }
    }

    /// <summary>For programs.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject(_name);
        json.WriteNumber("images", Images.Count);
        json.WriteNumber("height", Images.Height);
        json.WriteNumber("width", Images.Width);
        json.WriteFinite("mean", _statistics.Mean, 4);
        json.WriteFinite("deviation", _statistics.StandardDeviation, 4);
        json.WriteNumber("duplicates", _statistics.DuplicateCount);
        if (_shared is { } shared) { json.WriteNumber("amongTrain", shared); }
        json.WriteNumbers("counts", Images.CountsByClass);
        json.WriteEndObject();
    }

    // In characters as a reader counts them: a name may hold marks that take no room.
    private static int Width(string name) => new StringInfo(name).LengthInTextElements;
}
