namespace DigitML;

/// <summary>The scripts whose digits a built-in model reads: <see cref="DigitClassifier.Pretrained"/>.</summary>
public enum NumeralSystem
{
    /// <summary>The digits 0 to 9 of most languages, trained on MNIST.</summary>
    Latin,

    /// <summary>The Kannada numerals ೦ to ೯, trained on Kannada-MNIST.</summary>
    Kannada,
}
