namespace DigitML;

/// <summary>Classifiers from training.</summary>
public static class TrainingExtensions
{
    extension(TrainingResult result)
    {
        /// <summary>The trained classifier; calibrated if there were validation images.</summary>
        public DigitClassifier Classifier => new(result.Ensemble);
    }

    /// <summary>Creates a classifier with a copy of the current weights, not calibrated.</summary>
    public static DigitClassifier CreateClassifier(this TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new DigitClassifier(context.CreateEnsemble());
    }
}
