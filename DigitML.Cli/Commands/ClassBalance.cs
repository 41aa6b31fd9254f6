using System.Globalization;

namespace DigitML.Cli.Commands;

/// <summary>What is worth knowing about the number of images of each class before a training.</summary>
internal static class ClassBalance
{
    // From there on rare classes are noticeably neglected.
    private const int MostRatio = 5;
    private const int MostListed = 5;

    /// <summary>A sentence for classes without images, and one where the largest class is more than five times the smallest.</summary>
    /// <param name="training">The training images.</param>
    /// <param name="areWeighted">Whether the classes are weighted, so that rare ones are seen to.</param>
    public static IEnumerable<string> Warnings(ImageSet training, bool areWeighted)
    {
        IReadOnlyList<int> counts = training.CountsByClass;
        string[] absent = [.. training.LabelNames.Where((_, label) => counts[label] == 0)];
        if (absent.Length > 0)
        {
            string names = string.Join(", ", absent.Take(MostListed).Select(name => $"'{name}'"));
            string rest = absent.Length > MostListed ? $" and {absent.Length - MostListed} more" : "";
            yield return $"Warning: no training image is of class {names}{rest}; the model will not know it.";
        }

        if (areWeighted || counts.All(count => count == 0)) { yield break; }
        int[] present = [.. counts.Where(count => count > 0)];
        int smallest = present.Min(), largest = present.Max();
        if (largest <= (long)MostRatio * smallest) { yield break; }
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Warning: class '{Name(largest)}' has {largest:N0} training images and class '{Name(smallest)}' {smallest:N0}; " +
            $"--class-weights balanced keeps rare classes from being neglected.");

        string Name(int count) => training.LabelNames[Enumerable.Range(0, counts.Count).First(label => counts[label] == count)];
    }
}
