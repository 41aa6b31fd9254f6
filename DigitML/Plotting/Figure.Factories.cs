using DigitML.Plotting;
using DigitML.Plotting.Panels;

namespace DigitML;

public sealed partial class Figure
{
    /// <summary>Loss and accuracy of a training, by epoch.</summary>
    /// <param name="result">What the training came to.</param>
    public static Figure TrainingCurves(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        AxisScale x = Plotting.TrainingCurves.EpochAxis(result);
        return new Figure(
            "Course of the training",
            new LinePanel(Plotting.TrainingCurves.Loss(result, x)), new LinePanel(Plotting.TrainingCurves.Accuracy(result, x)));
    }

    /// <summary>The learning rate of a training, by step.</summary>
    /// <param name="result">What the training came to.</param>
    public static Figure LearningRate(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new Figure("Learning rate", new LinePanel(Plotting.TrainingCurves.Rate(result, Plotting.TrainingCurves.EpochAxis(result))));
    }

    /// <summary>A confusion matrix; of more than 40 classes, whose matrix nobody could read, the 20 most frequent confusions.</summary>
    /// <param name="metrics">What was measured.</param>
    public static Figure ConfusionMatrix(MulticlassMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return MetricFigures.Confusion(metrics);
    }

    /// <summary>For each class how many of its images were missed, and how many of others were mistaken for it.</summary>
    /// <param name="metrics">What was measured.</param>
    public static Figure ClassErrors(MulticlassMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return MetricFigures.ClassErrors(metrics);
    }

    /// <summary>How many images each class has.</summary>
    /// <param name="images">The images.</param>
    public static Figure ClassCounts(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return MetricFigures.ClassCounts(images);
    }

    /// <summary>
    /// A reliability diagram: of the images predicted with some confidence, how many are right. On the diagonal confidence can be believed.
    /// </summary>
    /// <param name="metrics">What was measured.</param>
    public static Figure Reliability(MulticlassMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return MetricFigures.Reliability(metrics);
    }

    /// <summary>How accuracy grows with the number of images a class, on a logarithmic axis.</summary>
    /// <param name="lines">One line for each way of training, 1 to 3: images a class, from 1, and accuracy, 0 to 1.</param>
    /// <exception cref="DigitMLException">There is no line, or more than three.</exception>
    public static Figure TransferCurve(params IReadOnlyList<FigureLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Setting.Require(lines.Count is >= 1 and <= 3, "The number of lines", lines.Count, "from 1 to 3");
        return MetricFigures.Transfer(lines);
    }

    /// <summary>A row of images for each class, drawn at random; the same for the same seed.</summary>
    /// <param name="images">At least one image.</param>
    /// <param name="perClass">How many images of each class, 1 to 1000; default 10. A class with fewer shows all it has.</param>
    /// <param name="seed">Which images; default 1.</param>
    /// <exception cref="DigitMLException">The set is empty, or the number is out of range.</exception>
    public static Figure Samples(ImageSet images, int perClass = 10, ulong seed = 1) => ImageFigures.Samples(images, perClass, seed);

    /// <summary>A classifier's worst errors, as <see cref="ErrorGrid"/> orders them: true label, label given, confidence.</summary>
    /// <param name="classifier">Whose errors.</param>
    /// <param name="images">At least one image, of the network's input size, with classes that the classifier knows.</param>
    /// <param name="count">How many errors at most, 1 to 1000; default 18.</param>
    /// <exception cref="DigitMLException">The count is out of range, or the images don't fit the classifier.</exception>
    public static Figure Errors(DigitClassifier classifier, ImageSet images, int count = 18)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        Setting.Require(count is >= 1 and <= 1000, "The number of errors to show", count, "from 1 to 1000");
        return ImageFigures.Errors(classifier, images, count);
    }

    /// <summary>What augmentation does: a row for each class, first an image as it is, then variations of it.</summary>
    /// <param name="images">At least one image, white on black.</param>
    /// <param name="options">How far images are changed.</param>
    /// <param name="variations">How many variations of each image, 1 to 100; default 9.</param>
    /// <param name="seed">Which images and variations; default 1.</param>
    /// <exception cref="DigitMLException">The set is empty, a number is out of range, or the options are.</exception>
    public static Figure Augmentation(ImageSet images, AugmentationOptions options, int variations = 9, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        Setting.Require(variations is >= 1 and <= 100, "The number of variations", variations, "from 1 to 100");
        return ImageFigures.Augmentation(images, options, variations, seed);
    }

    /// <summary>The filters of the first convolution as pictures: grey is 0, white the largest weight, black as much below 0.</summary>
    /// <param name="classifier">Whose filters; of several networks those of the first.</param>
    /// <exception cref="DigitMLException">The network has no convolution.</exception>
    public static Figure Filters(DigitClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return ImageFigures.Filters(classifier);
    }

    /// <summary>
    /// What the first convolution answers to an image: each channel of its output as a picture, after the ReLU that follows it (and the batch
    /// normalisation between them), before any pooling. Black is 0, white the largest number of all channels; where numbers below 0 can
    /// be, as without a ReLU, grey is 0 and black as much below it.
    /// </summary>
    /// <param name="classifier">Whose convolution; of several networks that of the first.</param>
    /// <param name="image">A picture of one digit, brought to the network's form as <see cref="DigitClassifier.Predict"/> does.</param>
    /// <exception cref="DigitMLException">The network has no convolution, or the pictures would exceed 64 million pixels.</exception>
    public static Figure Activations(DigitClassifier classifier, GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(image);
        return ActivationFigure.Create(classifier, image);
    }

    /// <summary>A page with a box round each digit that was read and its label; boxes are orange below 90 % confidence, blue above.</summary>
    /// <param name="page">The page.</param>
    /// <param name="result">What was read on it.</param>
    public static Figure Page(GrayImage page, PageResult result)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(result);
        var panel = new PagePanel(page, result);
        return new Figure(panel.Title, panel);
    }
}
