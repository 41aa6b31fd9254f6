using DigitML.Engine.Networks;
using DigitML.Engine.Numerics;

namespace DigitML;

/// <summary>What a classifier thinks an image is. Immutable.</summary>
public sealed class Prediction
{
    private readonly float[] _probabilities;
    private readonly IReadOnlyList<string> _labelNames;

    /// <summary>Makes a prediction of probabilities, one a class.</summary>
    internal Prediction(float[] probabilities, IReadOnlyList<string> labelNames)
    {
        _probabilities = probabilities;
        _labelNames = labelNames;
        LabelIndex = ArgMax.IndexOf(probabilities);
    }

    /// <summary>The name of the likeliest class.</summary>
    public string Label => _labelNames[LabelIndex];

    /// <summary>The likeliest class; the lowest of equals.</summary>
    public int LabelIndex { get; }

    /// <summary>The probability of the likeliest class, 0 to 1.</summary>
    public float Confidence => _probabilities[LabelIndex];

    /// <summary>The probability of every class, 0 to 1, in the order of the classes; they sum to 1.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>The likeliest classes, the likeliest first.</summary>
    /// <param name="count">How many, at least 1; no more than there are classes are returned.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public IReadOnlyList<RankedLabel> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, _probabilities.Length)
            .OrderByDescending(index => _probabilities[index])
            .Take(count)
            .Select(index => new RankedLabel(_labelNames[index], _probabilities[index]))];
    }

    /// <summary>The label and its confidence, such as <c>7 (99.8 %)</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Label} ({Confidence * 100:F1} %)");

    /// <summary>Makes a prediction of scores, logits or logarithms of probabilities, which become its probabilities in place.</summary>
    internal static Prediction FromLogits(float[] logits, IReadOnlyList<string> labelNames, float temperature = 1)
    {
        TemperatureScaling.Apply(logits, logits.Length, temperature);
        return new Prediction(logits, labelNames);
    }
}
