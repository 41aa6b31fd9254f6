using System.Text;
using DigitML.Datasets;
using DigitML.Training;

namespace DigitML.Plotting;

/// <summary>
/// A page about a training: figures, curves, confusion matrix, classes, the worst errors, network and options. One HTML file that needs
/// no script and no network, and is well-formed XML too.
/// </summary>
/// <param name="dataset">The data set's name, for the title.</param>
/// <param name="result">What the training came to. What the classifier's <c>Provenance</c> says is listed.</param>
/// <example><code>
/// new TrainingReport("mnist", result) { Validation = data.Validation, Test = data.Test }.Write("artifacts/mnist.html");
/// </code></example>
public sealed class TrainingReport(string dataset, TrainingResult result)
{
    /// <summary>The images that the training was validated on; null, the default, or empty for none. Measured when there is no test set.</summary>
    public ImageSet? Validation { get; init; }

    /// <summary>The images to measure the classifier with; null, the default, or empty for none.</summary>
    public ImageSet? Test { get; init; }

    /// <summary>How many of the worst errors are shown, 0 to 1000; 20 unless set. <see cref="ErrorGrid"/> says which are worst.</summary>
    public int WorstErrors { get; init; } = 20;

    /// <summary>Threads to measure with; 0, the default, takes one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Measures the classifier and writes the page.</summary>
    /// <param name="path">The file; missing folders are created, and a file of that name is replaced only when all is written.</param>
    /// <param name="cancellation">Stops the work; nothing is written then.</param>
    /// <exception cref="ArgumentException">The path is empty, a number is out of range, or the images don't fit the classifier.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(result);
        Setting.Require(WorstErrors is >= 0 and <= 1000, "The number of errors to show", WorstErrors, "from 0 to 1000");
        string page = new ReportPage(dataset, result, Read(cancellation), WorstErrors).Format();
        AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }

    private SetReading? Read(CancellationToken cancellation) =>
        Test is { Count: > 0 } ? new SetReading("test", result.Classifier, Test, Threads, cancellation)
        : Validation is { Count: > 0 } ? new SetReading("validation", result.Classifier, Validation, Threads, cancellation)
        : null;
}
