using System.Globalization;
using System.Text;

namespace DigitML.Synthesis;

/// <summary>How a classifier tells digits from shapes that are none: <see cref="NonDigits.Measure"/>.</summary>
/// <param name="DigitAccuracy">Share of the digits whose class was predicted rightly, 0 to 1; a digit taken for none counts as wrong.</param>
/// <param name="DigitRejectionRate">Share of the digits that were taken for none, 0 to 1.</param>
/// <param name="RecallByKind">Share of the shapes of each kind that were taken for none, 0 to 1, in the order of <see cref="NonDigitKind"/>.</param>
/// <param name="DigitCount">How many digits were measured.</param>
/// <param name="ShapeCount">How many shapes of each kind were measured.</param>
internal sealed record NonDigitMetrics(
    double DigitAccuracy, double DigitRejectionRate, IReadOnlyList<double> RecallByKind, int DigitCount, int ShapeCount)
{
    private static readonly string[] Names =
    [
        "several digits", "part of a digit", "digit and a piece", "stroke", "scribble or sign", "letter", "blot or texture",
    ];

    /// <summary>A text table: the two figures of the digits, then a line for each kind, each ended by a line feed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Digits              {DigitAccuracy * 100:F2} % right, ");
        text.Append(CultureInfo.InvariantCulture, $"{DigitRejectionRate * 100:F2} % taken for none, of {DigitCount:N0}\n");
        text.Append(CultureInfo.InvariantCulture, $"Recognised as none, of {ShapeCount:N0} shapes of each kind\n");
        foreach ((string name, double share) in Names.Zip(RecallByKind))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-18}{share * 100,6:F2} %\n");
        }
        return text.ToString();
    }
}
