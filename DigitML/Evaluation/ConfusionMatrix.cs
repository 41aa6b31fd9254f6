using System.Runtime.CompilerServices;
using DigitML.Evaluation;

namespace DigitML;

/// <summary>How often images of each class were taken for each class, with ML.NET's member names.</summary>
/// <remarks>
/// An image without a prediction (its probabilities hold NaN) is in no cell, but counts as missed in
/// <see cref="PerClassRecall"/>: a row may then add up to less than the images of its class.
/// </remarks>
public sealed class ConfusionMatrix
{
    /// <param name="counts">Images as [actual, predicted]; square.</param>
    /// <param name="support">Images of each class, those without a prediction included.</param>
    /// <param name="labelNames">One name a class.</param>
    internal ConfusionMatrix(int[,] counts, IReadOnlyList<int> support, IReadOnlyList<string> labelNames)
    {
        int[] classes = [.. Enumerable.Range(0, labelNames.Count)];
        LabelNames = labelNames;
        Counts = Array.AsReadOnly<IReadOnlyList<int>>(
            [.. classes.Select(actual => Array.AsReadOnly<int>([.. classes.Select(predicted => counts[actual, predicted])]))]);
        PerClassPrecision = Array.AsReadOnly<double>(
            [.. classes.Select(c => Share(counts[c, c], classes.Sum(actual => counts[actual, c])))]);
        PerClassRecall = Array.AsReadOnly<double>([.. classes.Select(c => Share(counts[c, c], support[c]))]);
    }

    /// <summary>The classes' names, in the order of the rows and columns.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>Number of images as Counts[actual][predicted]; the diagonal holds those read rightly.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts { get; }

    /// <summary>Of the images taken for a class, the share that belongs to it, 0 to 1; 0 for a class that was never predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>Of the images of a class, the share taken for it, 0 to 1; 0 for a class without images.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>Number of classes: the side of the matrix.</summary>
    public int NumberOfClasses => LabelNames.Count;

    /// <summary>How many images of one class were taken for another or the same. The predicted class comes first, as in ML.NET.</summary>
    /// <param name="predictedClassIndicatorIndex">Index of the class the images were taken for, from 0.</param>
    /// <param name="actualClassIndicatorIndex">Index of the class the images belong to, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class with that index.</exception>
    public int GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        RequireClass(predictedClassIndicatorIndex, "predicted");
        RequireClass(actualClassIndicatorIndex, "actual");
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>The most frequent errors, the most frequent first; among equals in the order of the classes.</summary>
    /// <param name="count">How many at most, at least 1; only what occurred is listed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public IReadOnlyList<ConfusedPair> MostConfused(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, NumberOfClasses)
            .SelectMany(actual => Counts[actual].Select((images, predicted) => (Actual: actual, Predicted: predicted, Images: images)))
            .Where(cell => cell.Actual != cell.Predicted && cell.Images > 0)
            .OrderByDescending(cell => cell.Images)
            .Take(count)
            .Select(cell => new ConfusedPair(LabelNames[cell.Actual], LabelNames[cell.Predicted], cell.Images))];
    }

    /// <summary>The matrix as a text table laid out as ML.NET prints it, with per-class recall and precision at its edges.</summary>
    /// <remarks>
    /// Columns are 5 characters wide (8 for two classes); a longer name is cut in the header and whole, up to 32 characters, in its
    /// row, which has the same order. The text starts with an empty line, and lines end in a line feed on every platform.
    /// </remarks>
    public string GetFormattedConfusionTable() => ConfusionTable.Format(this);

    private static double Share(int part, int whole) => whole > 0 ? (double)part / whole : 0;

    private void RequireClass(int index, string role, [CallerArgumentExpression(nameof(index))] string? parameter = null)
    {
        if (index < 0 || index >= NumberOfClasses)
        {
            throw new ArgumentOutOfRangeException(
                parameter,
                $"The {role} class index is {index}, but the matrix has {NumberOfClasses} classes: give 0 to {NumberOfClasses - 1}.");
        }
    }
}
