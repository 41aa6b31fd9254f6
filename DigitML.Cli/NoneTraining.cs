using DigitML.Datasets;
using DigitML.Models;
using DigitML.Recognition;
using DigitML.Training;

namespace DigitML.Cli;

/// <summary>What <c>digitml train --with-none</c> changes: one class more, of shapes that are no digits.</summary>
/// <param name="Digits">The data set.</param>
/// <param name="Training">Its digits to train on, with shapes.</param>
/// <param name="Validation">Its digits to validate by, with shapes made of these; empty as they are.</param>
/// <param name="Options">The recipe with an output more.</param>
internal sealed record NoneTraining(DigitDataset Digits, ImageSet Training, ImageSet Validation, TrainingOptions Options)
{
    private const int ShapesOfAKind = 1000;

    /// <summary>Adds the class to what is trained on; null when no share is given.</summary>
    /// <exception cref="ArgumentException">The share is out of range, or the data set's images are no digits of 28 x 28 pixels.</exception>
    public static NoneTraining? Of(DigitDataset data, double? share, TrainingOptions options)
    {
        if (share is not { } perDigit) { return null; }
        if (perDigit is not (> 0 and <= 10)) { throw new ArgumentException($"--with-none is {perDigit}; it must be more than 0 and at most 10."); }
        ImageSet training = NonDigits.AddTo(data.Train, perDigit, options.Seed);
        ImageSet validation = NonDigits.AddTo(data.Validation, perDigit, options.Seed + 1);
        return new NoneTraining(data, training, validation, options with { Network = options.Network.WithClasses(training.LabelNames.Count) });
    }

    /// <summary>The images to test with as the network's classes have them: digits alone.</summary>
    public ImageSet? Test => Digits.HasTest ? NonDigits.AddTo(Digits.Test, 0, Options.Seed) : null;

    /// <summary>Measures digits against shapes made of the test images, or of those for validation when there are none.</summary>
    public NonDigitReport? Measure(DigitClassifier classifier)
    {
        ImageSet digits = Digits.HasTest ? Digits.Test : Digits.Validation;
        return digits.Count > 0 ? NonDigits.Measure(classifier, digits, ShapesOfAKind, Options.Seed + 2, Options.Threads) : null;
    }
}
