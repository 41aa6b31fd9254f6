using DigitML.Engine.Data;
using DigitML.Engine.Numerics;

namespace DigitML;

/// <summary>
/// Grey images of one size with their labels: what a network is trained on and measured by. Immutable and thread-safe.
/// </summary>
/// <remarks>Subsets, shuffles and splits share the pixels of the set they come from; only the order is their own.</remarks>
public sealed class ImageSet
{
    // Distinguishes the shuffle from other uses of the same seed.
    private const ulong ShuffleStream = 0x5F11;

    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly int[] _positions;
    private readonly int[] _labels;
    private readonly int[] _countsByClass;

    /// <summary>Makes a set of your own images. The pixels and labels are copied.</summary>
    /// <param name="pixels">All images one after the other, each row by row, one byte a pixel, 0 to 255.</param>
    /// <param name="labels">One label an image: an index into <paramref name="labelNames"/>.</param>
    /// <param name="height">Rows of an image, at least 1.</param>
    /// <param name="width">Columns of an image, at least 1.</param>
    /// <param name="labelNames">What each class is called, in the order of the labels; at least one.</param>
    /// <exception cref="DigitMLException">The sizes don't fit together, or a label is outside the classes.</exception>
    public ImageSet(ReadOnlySpan<byte> pixels, ReadOnlySpan<int> labels, int height, int width, IReadOnlyList<string> labelNames)
        : this(new ReadOnlyMemory<byte>(pixels.ToArray()), labels.ToArray(), height, width, labelNames)
    {
    }

    private ImageSet(ReadOnlyMemory<byte> pixels, int[] labels, int height, int width, IReadOnlyList<string> labelNames)
    {
        ArgumentNullException.ThrowIfNull(labelNames);
        CheckSizes(pixels.Length, labels.Length, height, width);
        CheckLabels(labels, labelNames.Count);
        (_pixels, _labels, Height, Width) = (pixels, labels, height, width);
        LabelNames = Array.AsReadOnly(labelNames.ToArray());
        _positions = Enumerable.Range(0, labels.Length).ToArray();
        _countsByClass = CountLabels();
    }

    private ImageSet(ImageSet source, int[] indices)
    {
        (_pixels, Height, Width, LabelNames) = (source._pixels, source.Height, source.Width, source.LabelNames);
        _positions = Array.ConvertAll(indices, index => source._positions[index]);
        _labels = Array.ConvertAll(indices, index => source._labels[index]);
        _countsByClass = CountLabels();
    }

    private ImageSet(ImageSet source, int[] labels, IReadOnlyList<string> labelNames)
    {
        (_pixels, _positions, Height, Width) = (source._pixels, source._positions, source.Height, source.Width);
        (_labels, LabelNames) = (labels, Array.AsReadOnly(labelNames.ToArray()));
        _countsByClass = CountLabels();
    }

    /// <summary>Makes a set over memory that nobody writes to any more, without copying it. Otherwise as the public constructor.</summary>
    internal static ImageSet Over(ReadOnlyMemory<byte> pixels, int[] labels, int height, int width, IReadOnlyList<string> labelNames)
        => new(pixels, labels, height, width, labelNames);

    /// <summary>How many images there are.</summary>
    public int Count => _labels.Length;

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>What each class is called; a label is an index into this list.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The labels of all images, in order.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>How many images each class has, in the order of <see cref="LabelNames"/>.</summary>
    public IReadOnlyList<int> CountsByClass => Array.AsReadOnly(_countsByClass);

    /// <summary>The pixels of one image as stored: row by row, <see cref="Height"/> x <see cref="Width"/> bytes, 0 to 255.</summary>
    /// <param name="index">Which image, 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        CheckIndex(index);
        int size = Height * Width;
        return _pixels.Span.Slice(_positions[index] * size, size);
    }

    /// <summary>The label of one image: an index into <see cref="LabelNames"/>.</summary>
    /// <param name="index">Which image, 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public int Label(int index)
    {
        CheckIndex(index);
        return _labels[index];
    }

    /// <summary>The images at these indices, in this order; an index may come more than once.</summary>
    /// <param name="indices">Which images, each 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ImageSet Subset(ReadOnlySpan<int> indices)
    {
        foreach (int index in indices)
        {
            CheckIndex(index);
        }
        return new ImageSet(this, indices.ToArray());
    }

    /// <summary>The first images, in order.</summary>
    /// <param name="count">How many, 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer images.</exception>
    public ImageSet Take(int count)
    {
        CheckPartCount(count, "take");
        return new ImageSet(this, Enumerable.Range(0, count).ToArray());
    }

    /// <summary>As many images of each class, chosen at random, in the order of this set.</summary>
    /// <param name="count">How many of each class, at least 1.</param>
    /// <param name="seed">Which images: the same seed chooses the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1, or a class has fewer images.</exception>
    public ImageSet TakePerClass(int count, ulong seed) => new(this, StratifiedSplit.PerClass(_labels, _countsByClass, LabelNames, count, seed));

    /// <summary>The images with rows and columns exchanged, in memory of their own.</summary>
    internal ImageSet Transpose()
    {
        byte[] pixels = new byte[Count * Height * Width];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> source = Pixels(i);
            Span<byte> target = pixels.AsSpan(i * Height * Width, Height * Width);
            for (int p = 0; p < source.Length; p++)
            {
                target[p % Width * Height + p / Width] = source[p];
            }
        }
        return new ImageSet(pixels, [.. _labels], Width, Height, LabelNames);
    }

    /// <summary>All images in a random order, the same for the same seed.</summary>
    /// <param name="seed">Which order.</param>
    public ImageSet Shuffle(ulong seed)
    {
        int[] order = Enumerable.Range(0, Count).ToArray();
        new RandomStream(seed, ShuffleStream).Shuffle<int>(order);
        return new ImageSet(this, order);
    }

    /// <summary>Splits off images for validation at random, each class in proportion; both parts keep the order of this set.</summary>
    /// <param name="validationCount">How many images to split off, 0 to <see cref="Count"/>; exactly so many are.</param>
    /// <param name="seed">Which images: the same seed splits the same way.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer images.</exception>
    public (ImageSet Training, ImageSet Validation) Split(int validationCount, ulong seed)
    {
        CheckPartCount(validationCount, "split off");
        (int[] training, int[] validation) = StratifiedSplit.Indices(_labels, _countsByClass, validationCount, seed);
        return (new ImageSet(this, training), new ImageSet(this, validation));
    }

    /// <summary>Splits off a share of the images for validation at random, each class in proportion.</summary>
    /// <param name="validationFraction">The share to split off, 0 to 1; rounded to whole images.</param>
    /// <param name="seed">Which images: the same seed splits the same way.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0 to 1.</exception>
    public (ImageSet Training, ImageSet Validation) Split(double validationFraction, ulong seed)
    {
        if (validationFraction is not (>= 0 and <= 1))
        {
            throw new DigitMLException(
                $"The share of images to split off is {validationFraction}; it must be from 0 to 1.");
        }
        return Split((int)Math.Round(validationFraction * Count), seed);
    }

    /// <summary>The same images with other names for the classes, in the same order: 0, 1, 2 become ೦, ೧, ೨.</summary>
    /// <param name="names">As many names as there are classes, all different.</param>
    /// <exception cref="DigitMLException">There are more or fewer, or two are the same.</exception>
    public ImageSet RenameLabels(IReadOnlyList<string> names)
    {
        RequireDifferent(names);
        return names.Count == LabelNames.Count ? new ImageSet(this, _labels, names) : throw new DigitMLException(
            $"There are {names.Count} new label names for {LabelNames.Count} classes; give one a class.");
    }

    /// <summary>The same images with their classes in another order, found by name; among the names may be classes without images.</summary>
    /// <param name="names">The wanted names, all different: every class with images must be among them, others may be left out.</param>
    /// <exception cref="DigitMLException">A class with images is missing, or two names are the same.</exception>
    public ImageSet ReorderLabels(IReadOnlyList<string> names)
    {
        RequireDifferent(names);
        var places = names.Index().ToDictionary(item => item.Item, item => item.Index);
        int[] map = [.. LabelNames.Select(name => places.GetValueOrDefault(name, -1))];
        string? missing = LabelNames.Where((_, label) => map[label] < 0 && _countsByClass[label] > 0).FirstOrDefault();
        if (missing is not null)
        {
            throw new DigitMLException($"The class '{missing}' has images but is not among the {names.Count} label names; add it.");
        }
        return WithLabels(map, names);
    }

    /// <summary>The same images with each label replaced by a new one.</summary>
    /// <param name="map">The new label of each old one; not looked at for a class without images.</param>
    /// <param name="names">What the new classes are called.</param>
    internal ImageSet WithLabels(int[] map, IReadOnlyList<string> names) =>
        new(this, Array.ConvertAll(_labels, label => map[label]), names);

    /// <summary>The indices of this set in batches, in order; the last batch holds what is left.</summary>
    /// <param name="batchSize">Images a batch, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public IEnumerable<ReadOnlyMemory<int>> Batches(int batchSize)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), $"The batch size is {batchSize}; it must be at least 1.");
        }
        return Enumerable.Range(0, Count).Chunk(batchSize).Select(batch => new ReadOnlyMemory<int>(batch));
    }

    private static void RequireDifferent(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(names));
            if (!seen.Add(name)) { throw new DigitMLException($"The label name '{name}' is given twice; each class needs a name of its own."); }
        }
    }

    private int[] CountLabels()
    {
        int[] counts = new int[LabelNames.Count];
        foreach (int label in _labels)
        {
            counts[label]++;
        }
        return counts;
    }

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"There is no image {index} in a set of {Count}; the first is image 0.");
        }
    }

    private void CheckPartCount(int count, string verb)
    {
        if (count < 0 || count > Count)
        {
            throw new DigitMLException($"Cannot {verb} {count} of {Count} images; give a number from 0 to {Count}.");
        }
    }

    private static void CheckSizes(int pixelCount, int labelCount, int height, int width)
    {
        if (height < 1 || width < 1)
        {
            throw new DigitMLException(
                $"An image of {height} x {width} pixels was given; both sides must be at least 1.");
        }
        if ((Int128)labelCount * height * width != pixelCount)
        {
            throw new DigitMLException(
                $"{labelCount} labels of images of {height} x {width} need {(Int128)labelCount * height * width} pixels, "
                + $"but {pixelCount} were given; give one label an image and every image in full.");
        }
    }

    private static void CheckLabels(int[] labels, int classCount)
    {
        if (classCount < 1)
        {
            throw new DigitMLException("The list of label names is empty; name at least one class.");
        }
        int wrong = Array.FindIndex(labels, label => (uint)label >= (uint)classCount);
        if (wrong >= 0)
        {
            throw new DigitMLException($"Image {wrong} has label {labels[wrong]}, but with {classCount} label names "
                + $"labels run from 0 to {classCount - 1}; correct the label or name more classes.");
        }
    }
}
