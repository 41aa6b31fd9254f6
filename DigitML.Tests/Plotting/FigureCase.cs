using DigitML.Plotting;
using DigitML.Tests.Classification;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Plotting;

/// <summary>Figures of every kind.</summary>
internal static class FigureCase
{
    private static readonly string[] Odd = ["a<b", "&", "\"c\"", "೦", "5", "6", "7", "8", "9", "a very long name of a class"];

    /// <summary>An untrained network with a convolution, for images of 6x6.</summary>
    public static DigitClassifier Convolution { get; } = DigitClassifierFactory.Make(
        new Network([new Conv2D(4, 3), new Relu(), new Flatten(), new Dense(10)], new TensorShape(6, 6, 1)));

    /// <summary>One of each kind, with names that markup would take for its own.</summary>
    public static IEnumerable<object[]> Kinds()
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(DigitClassifierFactory.Plain, labels: Odd);
        ImageSet images = ReportCase.Images.RenameLabels(Odd);
        MulticlassMetrics metrics = classifier.Evaluate(images);
        return
        [
            ["curves", Figure.TrainingCurves(ReportCase.Result(3))],
            ["no epoch", Figure.TrainingCurves(ReportCase.Result(0))],
            ["diverged", Figure.TrainingCurves(ReportCase.Result(2, loss: double.NaN))],
            ["rate", Figure.LearningRate(ReportCase.Result(3, validation: false))],
            ["confusion", Figure.ConfusionMatrix(metrics)],
            ["many classes", Figure.ConfusionMatrix(ManyClasses())],
            ["class errors", Figure.ClassErrors(metrics)],
            ["class counts", Figure.ClassCounts(images)],
            ["reliability", Figure.Reliability(metrics)],
            ["transfer", Figure.TransferCurve(new FigureLine("<a>", [(10, .9), (100, .95)]), new FigureLine("b", [(10, .95), (100, .99)]))],
            ["samples", Figure.Samples(images, perClass: 3)],
            ["errors", Figure.Errors(classifier, images, count: 7)],
            ["augmentation", Figure.Augmentation(images, new AugmentationOptions { Rotation = 10 }, variations: 2)],
            ["filters", Figure.Filters(Convolution)],
            ["activations", Figure.Activations(Convolution, new GrayImage(6, 6, images.Pixels(0)))],
            ["page", Read(PenPage.Of("1904", "2857"))],
            ["empty page", Read(new GrayImage(30, 20, new byte[600]))],
        ];
    }

    private static Figure Read(GrayImage page) => Figure.Page(page, DigitReader.Pretrained(NumeralSystem.Latin).Read(page));

    private static MulticlassMetrics ManyClasses()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(label => $"<{label}>")];
        int[] labels = [.. Enumerable.Range(0, 50)];
        float[] probabilities = new float[50 * 50];
        for (int image = 0; image < 50; image++) { probabilities[image * 50 + (image + 1) % 50] = 1; }
        return MulticlassMetrics.Compute(labels, probabilities, names);
    }
}
