using System.Globalization;
using DigitML.Datasets;
using DigitML.Models;

namespace DigitML.Training;

/// <summary>What a model's file says about its training, as text by name.</summary>
internal static class TrainingProvenance
{
    /// <summary>Describes a training.</summary>
    public static Dictionary<string, string> Describe(TrainingOptions options, ImageSet images, int epochs)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            // Records print their numbers in the current culture; a model must not depend on the user's.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return Texts(options, images, epochs);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static Dictionary<string, string> Texts(TrainingOptions options, ImageSet images, int epochs)
    {
        var texts = new Dictionary<string, string>
        {
            ["preset"] = options.Name,
            ["seed"] = Text(options.Seed),
            ["epochs"] = Text(epochs),
            ["batchSize"] = Text(options.BatchSize),
            ["optimizer"] = options.Optimizer.ToString(),
            ["schedule"] = options.Schedule.ToString(),
            ["augmentation"] = options.Augmentation.ToString(),
            ["normalization"] = Normalization(options),
            ["labelSmoothing"] = Text(options.LabelSmoothing),
            ["trainingImages"] = Text(images.Count),
        };
        // Models of before there were weights stay what they are.
        if (options.ClassWeights is { } weights) { texts["classWeights"] = weights.ToString(); }
        return texts;
    }

    private static string Normalization(TrainingOptions options) => options.Normalization == NormalizationKind.Zca
        ? $"Zca, epsilon {Text(options.ZcaEpsilon)}"
        : options.Normalization.ToString();

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
