using System.Globalization;
using System.Text;

namespace DigitML.Engine.Data;

/// <summary>Brings the labels of one set into the order of other label names: by name, or by the value of digits.</summary>
internal static class LabelAlignment
{
    private const int MostListed = 5;

    /// <summary>The same images with other label names in another order.</summary>
    /// <param name="images">Whose labels.</param>
    /// <param name="names">The wanted names. Classes without images may be missing among them.</param>
    /// <param name="what">What complaints call the images: "data set".</param>
    /// <param name="owner">What complaints call the owner of the names: "model".</param>
    /// <returns>The set itself if its names are these already.</returns>
    /// <exception cref="DigitMLException">A class with images is neither among the names nor, as a number, among their numbers.</exception>
    public static ImageSet Align(ImageSet images, IReadOnlyList<string> names, string what, string owner)
    {
        if (images.LabelNames.SequenceEqual(names)) { return images; }
        int[] byName = Map(images.LabelNames, names, name => name);
        if (Missing(images, byName).Length == 0) { return images.WithLabels(byName, names); }
        // 7 and ೭ are one number, but a set where only some classes are numbers is about something else.
        bool areNumbers = images.LabelNames.Concat(names).All(name => Number(name) is not null);
        int[] byNumber = areNumbers ? Map(images.LabelNames, names, name => Number(name)!) : byName;
        string[] missing = Missing(images, byNumber);
        return missing.Length == 0 ? images.WithLabels(byNumber, names) : throw new DigitMLException(
            $"The {what} has {missing.Length} of {images.LabelNames.Count} classes that are not among the {names.Count} of the {owner}: " +
            $"{List(missing)} (the {owner} has {List(names)}); take images of its classes, or rename them with ImageSet.RenameLabels.");
    }

    /// <summary>The number that a name writes in the decimal digits of any script, without leading zeros; null for other names.</summary>
    internal static string? Number(string name)
    {
        var digits = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.DecimalDigitNumber) { return null; }
            digits.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
        }

        string number = digits.ToString().TrimStart('0');
        return digits.Length == 0 ? null : number.Length == 0 ? "0" : number;
    }

    private static int[] Map(IReadOnlyList<string> from, IReadOnlyList<string> to, Func<string, string> key)
    {
        var places = new Dictionary<string, int>();
        for (int i = 0; i < to.Count; i++) { places.TryAdd(key(to[i]), i); }
        return [.. from.Select(name => places.GetValueOrDefault(key(name), -1))];
    }

    private static string[] Missing(ImageSet images, int[] map) =>
        [.. images.LabelNames.Where((_, label) => map[label] < 0 && images.CountsByClass[label] > 0)];

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostListed).Select(name => $"'{name}'")) +
        (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");
}
