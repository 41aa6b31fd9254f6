using DigitML.Data;
using DigitML.Data.Fetching;

namespace DigitML;

/// <summary>A data set: images to train on, images to choose by, images to test with. Immutable and thread-safe.</summary>
public sealed class DigitDataset
{
    private readonly ImageSet? _train;
    private readonly ImageSet? _validation;
    private readonly ImageSet? _test;

    private readonly ImageSet? _whole;
    private readonly ImageSet? _ownValidation;

    private DigitDataset(string name, string path, DatasetEntry? entry, DatasetParts parts, DatasetOptions options)
    {
        (Name, Entry, IsUndivided) = (name, entry, parts.IsUndivided);
        (_whole, _ownValidation, _test) = (parts.Train, parts.Validation, parts.Test);
        Folder = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        (Files, Skipped) = (parts.Files.ToArray().AsReadOnly(), parts.Skipped);
        LabelNames = (_whole ?? _test)!.LabelNames;
        if (_whole is not null)
        {
            CheckSameSize(_whole, _ownValidation, "validation");
            CheckSameSize(_whole, _test, "test");
            (_train, _validation) = _ownValidation is null ? SplitValidation(_whole, options) : (_whole, _ownValidation);
        }
    }

    /// <summary>The catalogue's name, or the folder's, or the file's without its ending.</summary>
    public string Name { get; }

    /// <summary>The folder it was read from, or that holds the file.</summary>
    public string Folder { get; }

    /// <summary>What the catalogue says about it; null if it is not in the catalogue.</summary>
    public DatasetEntry? Entry { get; }

    /// <summary>What the classes are called, in the order of the labels.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The files it was read from, with their sums.</summary>
    internal IReadOnlyList<DatasetFileHash> Files { get; }

    /// <summary>
    /// The images that could not be read and were left out, each with the reason; empty unless <see cref="DatasetOptions.SkipBad"/> is set.
    /// </summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>Whether every file has the SHA-256 of the catalogue; false if one differs or the set is not in the catalogue.</summary>
    public bool Verified => Files.All(file => file.MatchesCatalog == true);

    /// <summary>
    /// Whether the source doesn't tell training from test images, as a single CSV file: all images are then there to train on, and
    /// <c>Part("test")</c> gives all of them too, to measure a model that was trained on others.
    /// </summary>
    public bool IsUndivided { get; }

    /// <summary>Whether there are images to train on, and with them <see cref="Validation"/>.</summary>
    public bool HasTrain => _train is not null;

    /// <summary>Whether there are images to test with.</summary>
    public bool HasTest => _test is not null;

    /// <summary>The images to train on, without those of <see cref="Validation"/>.</summary>
    /// <exception cref="InvalidOperationException">The set has none, as a set for testing only.</exception>
    public ImageSet Train => _train ?? throw new InvalidOperationException(Absent("train"));

    /// <summary>
    /// The images to choose a model by: those that the set itself keeps for it, else split from the training images, each class in
    /// proportion; may be empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">The set has no training images to split from.</exception>
    public ImageSet Validation => _validation ?? throw new InvalidOperationException(Absent("validation"));

    /// <summary>The images to test the finished model with.</summary>
    /// <exception cref="InvalidOperationException">The set has none.</exception>
    public ImageSet Test => _test ?? throw new InvalidOperationException(Absent("test"));

    /// <summary>Loads a data set; one of the catalogue is fetched if it is not on this machine.</summary>
    /// <param name="nameOrPath">
    /// A name of the catalogue, the name of a folder in <see cref="DatasetOptions.DataFolders"/>, or a path: a CSV, NPZ or NPY file, or a
    /// folder with the IDX files of MNIST's names (plain or .gz, or one of the two pairs), with train.csv and test.csv, with an .npz file,
    /// or with a folder of images for each class (beneath <c>train</c>, <c>val</c> and <c>test</c> or not). A name of the catalogue comes
    /// first: write <c>./mnist</c> for a path.
    /// </param>
    /// <param name="options">Where to look and how to split; null for the defaults.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    /// <param name="cancellationToken">Stops the fetching and reading.</param>
    /// <exception cref="DigitMLException">No data set, file or folder has this name, or the validation part would be too large.</exception>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="DigitMLException">A file is malformed.</exception>
    /// <exception cref="IOException">The set could not be fetched; says what was tried.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DigitDataset Load(string nameOrPath, DatasetOptions? options = null, IProgress<DatasetProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        options ??= new DatasetOptions();
        return DatasetCatalog.Find(nameOrPath) is DatasetEntry entry
            ? Load(entry, options, progress, cancellationToken)
            : LoadPath(nameOrPath, options, progress, cancellationToken);
    }

    /// <summary>Loads a data set of the catalogue. Errors as for the public one.</summary>
    internal static DigitDataset Load(
        DatasetEntry entry, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        string folder = DatasetFolder.FindByName(entry.Name, options)
            ?? new DatasetFetcher(entry, options, progress).Fetch(cancellationToken);
        DatasetParts parts = DatasetSource.Read(folder, entry, options, progress, cancellationToken);
        return new DigitDataset(entry.Name, folder, entry, parts, options);
    }

    /// <summary>The part of this name, for command lines; of an undivided set test gives all images.</summary>
    /// <param name="name">train, validation or test.</param>
    /// <exception cref="DigitMLException">There is no part of this name, or this set lacks it.</exception>
    public ImageSet Part(string name) => name switch
    {
        "train" => _train ?? throw new DigitMLException(Absent(name)),
        "validation" => _validation ?? throw new DigitMLException(Absent(name)),
        "test" => _test ?? (IsUndivided ? _whole! : throw new DigitMLException(Absent(name))),
        _ => throw new DigitMLException($"A data set has no part '{name}'; its parts are train, validation and test."),
    };

    /// <summary>Writes the set in another form: every image once, in the order that it was read in.</summary>
    /// <param name="path">
    /// A file for <see cref="DatasetFormat.Npz"/>, a folder for the others; for <see cref="DatasetFormat.Csv"/> also a file, of a set that
    /// has one part only. Files of the same names are replaced; a folder of pictures must be new or empty.
    /// </param>
    /// <param name="format">The form.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="DigitMLException">The form cannot hold the set.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Save(string path, DatasetFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = new List<(string Name, ImageSet Images)>();
        if (_whole is not null) { parts.Add(("train", _whole)); }
        if (_ownValidation is not null) { parts.Add(("val", _ownValidation)); }
        if (_test is not null) { parts.Add(("test", _test)); }
        DatasetWriter.Write(parts, IsUndivided, path, format, cancellationToken);
    }

    private static DigitDataset LoadPath(
        string nameOrPath, DatasetOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        string? path = Directory.Exists(nameOrPath) || File.Exists(nameOrPath) ? nameOrPath
            : string.IsNullOrWhiteSpace(nameOrPath) ? null
            : DatasetFolder.FindByName(nameOrPath, options);
        if (path is null)
        {
            throw new DigitMLException(DatasetCatalog.UnknownName(nameOrPath));
        }
        string name = File.Exists(path) ? Path.GetFileName(path).Split('.')[0] : new DirectoryInfo(path).Name;
        DatasetEntry? entry = File.Exists(path) ? null : DatasetCatalog.Find(name);
        return new DigitDataset(name, path, entry, DatasetSource.Read(path, entry, options, progress, cancellationToken), options);
    }

    private static (ImageSet Train, ImageSet Validation) SplitValidation(ImageSet whole, DatasetOptions options)
    {
        int count = options.ValidationCount ?? (int)Math.Round(whole.Count / 12.0);
        if (count < 0 || (count >= whole.Count && count > 0))
        {
            throw new DigitMLException($"Cannot split {count} images off {whole.Count} for validation; "
                + $"give a number from 0 to {Math.Max(0, whole.Count - 1)}.");
        }
        return whole.Split(count, options.Seed);
    }

    private void CheckSameSize(ImageSet train, ImageSet? other, string part)
    {
        if (other is not null && (train.Height, train.Width) != (other.Height, other.Width))
        {
            throw new DigitMLException($"Folder '{Folder}' holds training images of {train.Height} x {train.Width} pixels "
                + $"but {part} images of {other.Height} x {other.Width}; both must have one size.");
        }
    }

    private string Absent(string part)
        => $"Data set '{Name}' has no {part} images, only {(HasTrain ? "training" : "test")} images ({Folder}); "
            + $"use {(HasTrain ? "train or validation" : "test")}, or another data set.";
}
