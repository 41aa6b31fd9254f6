using System.Globalization;
using DigitML.Datasets;

namespace DigitML.Training;

/// <summary>What a model's file says about its training, as text by name.</summary>
internal static class TrainingProvenance
{
    /// <summary>Describes a training.</summary>
    public static Dictionary<string, string> Describe(TrainingOptions options, ImageSet images, int epochs)
    {
        return new Dictionary<string, string>
        {
            ["preset"] = options.Name,
            ["seed"] = Text(options.Seed),
            ["epochs"] = Text(epochs),
            ["batchSize"] = Text(options.BatchSize),
            ["optimizer"] = options.Optimizer.ToString(),
            ["schedule"] = options.Schedule.ToString(),
            ["augmentation"] = options.Augmentation.ToString(),
            ["labelSmoothing"] = Text(options.LabelSmoothing),
            ["trainingImages"] = Text(images.Count),
        };
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
