namespace DigitML;

/// <summary>What is done to pixels before a network sees them.</summary>
public enum NormalizationKind
{
    /// <summary>One mean is subtracted and one deviation divided by, those of all pixels of all training images.</summary>
    Standardize,

    /// <summary>Pixels go from 0 to 1, nothing else: what Keras' examples feed.</summary>
    UnitRange,

    /// <summary>
    /// ZCA whitening, measured on the training images: every pixel gets mean 0 and variance 1 and no correlation with any other, as far as
    /// <c>ZcaEpsilon</c> lets it (Krizhevsky, "Learning multiple layers of features from tiny images", 2009, appendix A). Edges stand out.
    /// </summary>
    Zca,
}
