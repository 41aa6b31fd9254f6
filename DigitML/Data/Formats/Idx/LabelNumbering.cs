namespace DigitML.Data.Formats.Idx;

/// <summary>How the numbers in a file of labels stand for classes: one after the other from the first on.</summary>
/// <param name="First">The number of the first class: 0, or 1 as in EMNIST's letters.</param>
/// <param name="Names">What the classes are called, in the order of their numbers.</param>
internal sealed record LabelNumbering(int First, IReadOnlyList<string> Names)
{
    /// <summary>The most classes that numbers alone make; a greater number is a damaged file rather than a class.</summary>
    private const int MostNumbers = 10_000;

    /// <summary>The number of the last class.</summary>
    public int Last => First + Names.Count - 1;

    /// <summary>The numbering of labels whose classes have names: from 0, or from 1 if the labels run from 1 to the number of names.</summary>
    /// <param name="names">The names, at least one.</param>
    /// <param name="labels">The files of labels.</param>
    public static LabelNumbering Create(IReadOnlyList<string> names, IEnumerable<IdxPayload> labels)
    {
        (int least, int greatest, _) = Range(labels);
        return new(least == 1 && greatest == names.Count ? 1 : 0, names);
    }

    /// <summary>
    /// The numbering of labels without names: from 0, or from 1 if no label is 0 and one is 1, to the greatest label found; a class is
    /// called by its number. Without labels, the ten digits.
    /// </summary>
    /// <param name="labels">The files of labels.</param>
    /// <exception cref="DigitMLException">A label is 10,000 or more.</exception>
    public static LabelNumbering Create(IEnumerable<IdxPayload> labels)
    {
        (int least, int greatest, string source) = Range(labels);
        if (greatest < 0)
        {
            return new(0, DatasetCatalog.Digits);
        }
        if (greatest >= MostNumbers)
        {
            throw new DigitMLException($"'{source}' holds the label {greatest}; labels without names are below {MostNumbers:N0}: "
                + "give another file, or one name a line in a file labels.txt beside it.");
        }
        int first = least == 1 ? 1 : 0;
        return new(first, [.. Enumerable.Range(first, greatest - first + 1).Select(label => $"{label}")]);
    }

    private static (int Least, int Greatest, string Source) Range(IEnumerable<IdxPayload> labels)
    {
        (int least, int greatest, string source) = (int.MaxValue, -1, "");
        foreach (IdxPayload payload in labels)
        {
            for (int i = 0; i < payload.Count; i++)
            {
                int label = payload.Label(i);
                least = Math.Min(least, label);
                (greatest, source) = label > greatest ? (label, payload.Source) : (greatest, source);
            }
        }
        return (least, greatest, source);
    }
}
