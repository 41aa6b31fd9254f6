using DigitML.Data.Formats.Csv;

namespace DigitML.Data;

/// <summary>Images whose labels nobody has written down yet, such as Kaggle's test.csv. Immutable and thread-safe.</summary>
internal sealed class UnlabeledImages
{
    private readonly ReadOnlyMemory<byte> _pixels;

    private UnlabeledImages(ImageTable table)
    {
        (_pixels, Count, Height, Width) = (table.Pixels, table.Count, table.Height, table.Width);
        (IdName, Ids) = (table.IdName, table.Ids?.ToArray().AsReadOnly());
    }

    /// <summary>How many images there are.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>What the file calls its column of names, such as <c>id</c>; null if it has none.</summary>
    public string? IdName { get; }

    /// <summary>The name of each image in that column; null if there is none.</summary>
    public IReadOnlyList<string>? Ids { get; }

    /// <summary>Reads images; labels that are there are passed over.</summary>
    /// <param name="path">
    /// A CSV, NPZ (x_test, x or a single array), NPY or IDX file of images, or a folder with test.csv, an .npz file or IDX files.
    /// </param>
    /// <param name="progress">Told what is read; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no test images in the folder.</exception>
    /// <exception cref="DigitMLException">The file is malformed or of another form.</exception>
    public static UnlabeledImages Load(
        string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(DatasetSource.ReadImages(path, progress, cancellationToken));
    }

    /// <summary>The pixels of one image: row by row, <see cref="Height"/> x <see cref="Width"/> bytes, 0 to 255.</summary>
    /// <param name="index">Which image, 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"There is no image {index} among {Count}; the first is image 0.");
        }
        return _pixels.Span.Slice(index * Height * Width, Height * Width);
    }

    /// <summary>The images as a set whose labels mean nothing, for what reads the pixels of sets only.</summary>
    internal ImageSet ToSet() => ImageSet.Over(_pixels, new int[Count], Height, Width, DatasetCatalog.Digits);
}
