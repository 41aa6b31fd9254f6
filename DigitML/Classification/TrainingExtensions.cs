namespace DigitML;

/// <summary>Classifiers from training.</summary>
public static class TrainingExtensions
{
    extension(TrainingResult result)
    {
        /// <summary>The trained classifier; calibrated if there were validation images.</summary>
        public DigitClassifier Classifier => new(result.Ensemble);
    }

    extension(TrainingContext context)
    {
        /// <summary>Creates a classifier with a copy of the current weights, not calibrated.</summary>
        public DigitClassifier CreateClassifier() => new(context.CreateEnsemble());
    }
}
