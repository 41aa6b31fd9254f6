using System.Collections;

namespace DigitML;

/// <summary>What was read on a page: its digits in reading order, line by line from the top, each line from the left.</summary>
public sealed class PageResult : IReadOnlyList<RecognizedDigit>
{
    private readonly IReadOnlyList<RecognizedDigit> _digits;

    internal PageResult(IReadOnlyList<RecognizedDigit> digits, IReadOnlyList<RejectedShape> rejected)
    {
        (_digits, Rejected) = (digits, rejected);
        Lines = Array.AsReadOnly<string>([.. digits.GroupBy(digit => digit.Line).Select(line => string.Concat(line.Select(digit => digit.Label)))]);
    }

    /// <summary>The labels of each line with digits, from the top.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The labels of all lines, one line of text each; empty when nothing was read.</summary>
    public string Text => string.Join('\n', Lines);

    /// <summary>Ink that was seen but is no digit, or too doubtful.</summary>
    public IReadOnlyList<RejectedShape> Rejected { get; }

    /// <inheritdoc/>
    public int Count => _digits.Count;

    /// <inheritdoc/>
    public RecognizedDigit this[int index] => _digits[index];

    /// <inheritdoc/>
    public IEnumerator<RecognizedDigit> GetEnumerator() => _digits.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
