namespace DigitML.Plotting;

/// <summary>What a classifier made of a set of images.</summary>
internal sealed class SetPredictions
{
    private readonly ImageSet _images;
    private readonly float[] _probabilities;

    /// <summary>Reads all images.</summary>
    /// <param name="name">What the set is called: "test" or "validation".</param>
    /// <param name="classifier">Reads them.</param>
    /// <param name="images">At least one image that fits the classifier.</param>
    /// <param name="threads">Threads to use; 0 takes one for each processor.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DigitMLException">The set is empty, or its images or classes don't fit the classifier.</exception>
    public SetPredictions(string name, DigitClassifier classifier, ImageSet images, int threads, CancellationToken cancellationToken)
        : this(name, classifier, images, classifier.PredictProbabilities(classifier.AlignLabels(images), threads, cancellationToken))
    {
    }

    /// <summary>Takes what the classifier said of the images.</summary>
    /// <param name="name">What the set is called: "test" or "validation".</param>
    /// <param name="classifier">Read them.</param>
    /// <param name="images">At least one image that fits the classifier.</param>
    /// <param name="probabilities">What it said: [images, classes].</param>
    /// <exception cref="DigitMLException">The set is empty, or its classes or the number of probabilities don't fit the classifier.</exception>
    public SetPredictions(string name, DigitClassifier classifier, ImageSet images, float[] probabilities)
    {
        (Name, _images, _probabilities) = (name, classifier.AlignLabels(images), probabilities);
        Metrics = classifier.Evaluate(_images, probabilities);
    }

    /// <summary>What the set is called.</summary>
    public string Name { get; }

    /// <summary>How well it was read.</summary>
    public MulticlassMetrics Metrics { get; }

    /// <summary>How many images were read wrongly or not at all.</summary>
    public int ErrorCount =>
        Metrics.ImageCount - Enumerable.Range(0, Metrics.ConfusionMatrix.NumberOfClasses).Sum(c => Metrics.ConfusionMatrix.Counts[c][c]);

    /// <summary>The worst errors (<see cref="WrongPrediction.FindWorst"/>).</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<WrongPrediction> FindWorst(int count) =>
        WrongPrediction.FindWorst(_images, _probabilities, Metrics.ConfusionMatrix.LabelNames, count);
}
