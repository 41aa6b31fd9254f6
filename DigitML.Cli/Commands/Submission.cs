using System.Globalization;
using System.Text;
using DigitML.Data;

namespace DigitML.Cli.Commands;

/// <summary>Writes what a classifier reads as Kaggle's competitions want it.</summary>
internal static class Submission
{
    /// <summary>
    /// Labels images and writes a CSV file of one row an image: <c>ImageId,Label</c>, numbered from 1, as for Digit Recognizer; or
    /// <c>id,label</c> with the ids of the images' own column, as for Kannada-MNIST. Digits of any script are written 0 to 9, other
    /// classes by name.
    /// </summary>
    /// <param name="path">The file, replaced only when all is written; missing folders are created.</param>
    /// <param name="classifier">Labels the images.</param>
    /// <param name="images">Images of the classifier's input size, as stored.</param>
    /// <param name="threads">Threads to use; 0, the default, takes one for each processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DigitMLException">The images are not of the classifier's input size.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, DigitClassifier classifier, UnlabeledImages images, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        float[] probabilities = classifier.PredictProbabilities(images.ToSet(), threads, cancellationToken);
        AtomicFile.Replace(path, stream => Write(stream, classifier.LabelNames, images, probabilities));
    }

    private static void Write(Stream stream, IReadOnlyList<string> labelNames, UnlabeledImages images, float[] probabilities)
    {
        string[] labels = [.. labelNames.Select(name => Quoted(InAsciiDigits(name)))];
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(images.Ids is null ? "ImageId,Label" : $"{Quoted(images.IdName!)},label");
        for (int i = 0; i < images.Count; i++)
        {
            ReadOnlySpan<float> scores = probabilities.AsSpan(i * labels.Length, labels.Length);
            string id = images.Ids is { } ids ? Quoted(ids[i]) : (i + 1).ToString(CultureInfo.InvariantCulture);
            writer.WriteLine($"{id},{labels[IndexOfGreatest(scores)]}");
        }
    }

    private static int IndexOfGreatest(ReadOnlySpan<float> scores)
    {
        int greatest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            greatest = scores[i] > scores[greatest] ? i : greatest;
        }
        return greatest;
    }

    private static string InAsciiDigits(string name)
        => name.All(char.IsDigit) ? string.Concat(name.Select(digit => (int)char.GetNumericValue(digit))) : name;

    private static string Quoted(string text)
        => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
