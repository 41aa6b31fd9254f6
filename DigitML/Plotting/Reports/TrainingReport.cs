using System.Text;
using DigitML.Plotting;
using DigitML.Plotting.Reports;

namespace DigitML;

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
    /// <param name="cancellationToken">Stops the work; nothing is written then.</param>
    /// <exception cref="DigitMLException">The path is empty, a number is out of range, or the images don't fit the classifier.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, CancellationToken cancellationToken = default)
    {
        Check(path);
        Write(path, Measured() is var (name, images) ? new SetPredictions(name, result.Classifier, images, Threads, cancellationToken) : null);
    }

    /// <summary>Writes the page with what the classifier said of the images before, so that it need not read them again.</summary>
    /// <param name="path">As for <see cref="Write(string, CancellationToken)"/>.</param>
    /// <param name="probabilities">
    /// What <see cref="DigitClassifier.PredictProbabilities"/> gave for <see cref="Test"/>, or, when there is no test set, for
    /// <see cref="Validation"/>: [images, classes].
    /// </param>
    /// <exception cref="DigitMLException">As before; or there are no images, or the number of probabilities doesn't fit them.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path, float[] probabilities)
    {
        Check(path);
        ArgumentNullException.ThrowIfNull(probabilities);
        (string name, ImageSet images) = Measured()
            ?? throw new DigitMLException("There are probabilities but neither Test nor Validation: set the images they belong to.");
        Write(path, new SetPredictions(name, result.Classifier, images, probabilities));
    }

    private void Check(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(result);
        Setting.Require(WorstErrors is >= 0 and <= 1000, "The number of errors to show", WorstErrors, "from 0 to 1000");
    }

    private void Write(string path, SetPredictions? reading)
    {
        string page = new ReportPage(dataset, result, reading, WorstErrors).Format();
        AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }

    private (string Name, ImageSet Images)? Measured() =>
        Test is { Count: > 0 } ? ("test", Test) : Validation is { Count: > 0 } ? ("validation", Validation) : null;
}
