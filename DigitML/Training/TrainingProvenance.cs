using System.Globalization;
using DigitML.Datasets;

namespace DigitML.Training;

/// <summary>What a model's file says about its training, as text by name.</summary>
internal static class TrainingProvenance
{
    /// <summary>Describes a training.</summary>
    public static Dictionary<string, string> Describe(TrainingOptions options, ImageSet images, IReadOnlyList<EpochRow> history)
    {
        var facts = new Dictionary<string, string>
        {
            ["preset"] = options.Name,
            ["seed"] = Text(options.Seed),
            ["epochs"] = Text(history.Count),
            ["batchSize"] = Text(options.BatchSize),
            ["optimizer"] = options.Optimizer.ToString(),
            ["schedule"] = options.Schedule.ToString(),
            ["augmentation"] = options.Augmentation.ToString(),
            ["labelSmoothing"] = Text(options.LabelSmoothing),
            ["trainingImages"] = Text(images.Count),
        };
        if (history.Count > 0 && history[^1].ValidationAccuracy is { } accuracy) { facts["validationAccuracy"] = Text(accuracy); }
        return facts;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
