using System.Globalization;

namespace DigitML.Engine.Training;

/// <summary>What a model's file says about its training, as text by name.</summary>
internal static class TrainingProvenance
{
    /// <summary>Describes a training.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="images">What was learnt from.</param>
    /// <param name="epochs">How many epochs.</param>
    /// <param name="passes">How often each went over the images.</param>
    public static Dictionary<string, string> Describe(TrainingOptions options, ImageSet images, int epochs, int passes)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            // Records print their numbers in the current culture; a model must not depend on the user's.
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Dictionary<string, string> texts = Texts(options, images, epochs);
            if (passes > 1) { texts["passesPerEpoch"] = Text(passes); }
            if (options.Transfer is { } transfer) { Add(transfer, images, texts); }
            if (options.Distillation is { } distillation) { Add(distillation, texts); }
            return texts;
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

    private static void Add(TransferOptions transfer, ImageSet images, Dictionary<string, string> texts)
    {
        texts["startedFrom"] = transfer.Source.WeightsSha256();
        texts["frozenLayers"] = Text(transfer.FrozenLayers);
        texts["rateFactor"] = Text(transfer.LearningRateMultiplier);
        texts["head"] = transfer.KeepsHead(images.LabelNames) ? "kept" : "new";
        texts["normalization"] = transfer.Source.Provenance.GetValueOrDefault(
            "normalization", transfer.Source.Members[0].Normalization.Kind.ToString());
    }

    private static void Add(Distillation distillation, Dictionary<string, string> texts)
    {
        texts["teacher"] = distillation.Teacher!.WeightsSha256();
        texts["teacherShare"] = Text(distillation.TeacherWeight);
        if (distillation.TeacherPresets.Count > 0)
            { texts["teacherRecipes"] = string.Join(", ", distillation.TeacherPresets.Select(recipe => recipe.Name)); }
    }

    private static string Normalization(TrainingOptions options) => options.Normalization == NormalizationKind.Zca
        ? $"Zca, epsilon {Text(options.ZcaEpsilon)}"
        : options.Normalization.ToString();

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
