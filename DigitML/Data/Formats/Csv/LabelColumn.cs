using System.Globalization;

namespace DigitML.Data.Formats.Csv;

/// <summary>The labels of a file as they are written, numbers or names, one an image.</summary>
/// <param name="source">What messages call the file.</param>
/// <param name="unit">What messages call a place in the file: row, label.</param>
/// <param name="first">The number of the first place.</param>
internal sealed class LabelColumn(string source, string unit, int first)
{
    /// <summary>More classes than any script has; beyond them something else was taken for labels.</summary>
    private const int MostClasses = 10_000;

    private readonly Dictionary<string, int> _positions = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _indices = [];

    /// <summary>How many labels there are.</summary>
    public int Count => _indices.Count;

    /// <summary>Adds the next image's label.</summary>
    /// <exception cref="DigitMLException">It is empty or negative, or there are too many different ones.</exception>
    public void Add(string text)
    {
        if (!_positions.TryGetValue(text, out int position))
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new DigitMLException($"{Place(Count)} has an empty label; give every image its label.");
            }
            if (text[0] == '-' && CsvCell.TryWholeNumber(text, out _))
            {
                throw new DigitMLException($"{Place(Count)} has the label '{text}', but numbers run from 0; correct the label.");
            }
            if (_texts.Count == MostClasses)
            {
                throw new DigitMLException($"{Place(Count)} has the label '{text}', one more than {MostClasses} different ones; "
                    + "check that these are labels.");
            }
            position = _texts.Count;
            _positions.Add(text, position);
            _texts.Add(text);
        }
        _indices.Add(position);
    }

    /// <summary>
    /// What the classes are called when nobody says it: for numbers the digits 0 to 9, or 0 to the greatest number; for names those of
    /// the first column, in the order of their characters' codes.
    /// </summary>
    /// <param name="columns">The labels of each part, those to train on first; at least one.</param>
    public static IReadOnlyList<string> NamesFor(IReadOnlyList<LabelColumn> columns)
    {
        string[] all = [.. columns.SelectMany(column => column._texts)];
        if (!Array.TrueForAll(all, text => TryNumber(text, out _)))
        {
            return [.. columns[0]._texts.Order(StringComparer.Ordinal)];
        }
        int most = all.Max(text => TryNumber(text, out int number) ? number : 0);
        return most < DatasetCatalog.Digits.Count ? DatasetCatalog.Digits
            : [.. Enumerable.Range(0, most + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The labels as indices into the names: by name if every label is one, else by number.</summary>
    /// <param name="names">What the classes are called.</param>
    /// <exception cref="DigitMLException">A label is neither; says which and where.</exception>
    public int[] ToIndices(IReadOnlyList<string> names)
    {
        int[] byName = [.. _texts.Select(text => IndexOf(names, text))];
        int[] byNumber = [.. _texts.Select(text => TryNumber(text, out int number) && number < names.Count ? number : -1)];
        int[] chosen = byName.Contains(-1) && (!byNumber.Contains(-1) || _texts.TrueForAll(text => TryNumber(text, out _))) ? byNumber : byName;
        int wrong = _indices.FindIndex(position => chosen[position] < 0);
        return wrong < 0 ? [.. _indices.Select(position => chosen[position])]
            : throw new DigitMLException($"{Place(wrong)} has the label '{_texts[_indices[wrong]]}', but the {names.Count} classes are "
                + $"{Listed(names)}; correct the label or name every class.");
    }

    private static int IndexOf(IReadOnlyList<string> names, string text)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == text) { return i; }
        }
        return -1;
    }

    private static string Listed(IReadOnlyList<string> names)
        => names.Count <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} to {names[^1]}";

    private static bool TryNumber(string text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < MostClasses;

    private string Place(int index) => $"'{source}', {unit} {index + first}";
}
