using DigitML.Synthesis;

namespace DigitML.Cli.Commands;

/// <summary>
/// The images that <c>digitml train</c> trains on, validates by and tests with; with classes of shapes that are no digits if they are wanted.
/// </summary>
/// <param name="Training">Digits, and shapes made of them.</param>
/// <param name="Validation">Digits, and shapes made of these; may be empty.</param>
/// <param name="Test">Digits alone, so that the accuracy compares with that of other networks; null when there are none.</param>
/// <param name="HasNone">Whether there are classes of shapes that are no digits.</param>
internal sealed record TrainingImages(ImageSet Training, ImageSet Validation, ImageSet? Test, bool HasNone)
{
    private const int ShapesOfAKind = 1000;

    /// <summary>Takes the parts of a data set and adds shapes.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="perClass">How many training images of each class; null for all.</param>
    /// <param name="share">How many shapes for each digit, more than 0 and at most 10; null for none and no classes of them.</param>
    /// <param name="seed">Which images and shapes.</param>
    /// <exception cref="DigitMLException">The share is out of range, or the images are no digits of 28 x 28 pixels.</exception>
    public static TrainingImages Create(DigitDataset data, int? perClass, double? share, ulong seed)
    {
        ImageSet training = data.Part("train"), validation = data.Part("validation");
        if (perClass is { } count) { training = training.TakePerClass(count, seed); }
        ImageSet? test = data.HasTest ? data.Test : null;
        if (share is not { } perDigit) { return new TrainingImages(training, validation, test, HasNone: false); }
        if (perDigit is not (> 0 and <= 10))
        {
            throw new DigitMLException(FormattableString.Invariant($"--non-digits is {perDigit}; it must be more than 0 and at most 10."));
        }

        // Other shapes for validation than for training, whatever the digits.
        return new TrainingImages(
            NonDigits.AddTo(training, perDigit, seed), NonDigits.AddTo(validation, perDigit, seed + 1),
            test is null ? null : NonDigits.AddTo(test, 0, seed), HasNone: true);
    }

    /// <summary>Measures how digits and shapes are told apart; null when there are no such classes or nothing to measure with.</summary>
    /// <param name="classifier">The trained network.</param>
    /// <param name="data">Its test images are measured and made shapes of, or those for validation when there are none.</param>
    /// <param name="options">The seed and the threads.</param>
    public NonDigitMetrics? Measure(DigitClassifier classifier, DigitDataset data, TrainingOptions options)
    {
        ImageSet digits = data.HasTest ? data.Test : data.Validation;
        return HasNone && digits.Count > 0
            ? NonDigits.Measure(classifier, digits, ShapesOfAKind, options.Seed + 2, options.Threads)
            : null;
    }
}
