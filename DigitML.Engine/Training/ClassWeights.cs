using System.Globalization;

namespace DigitML;

/// <summary>
/// How much each class counts in training: the loss of an image, and with it its gradient, is multiplied by the weight of its class, as
/// Keras' class_weight does. So that a rare class is not given up for a frequent one. Immutable.
/// </summary>
/// <example><code>
/// var options = Presets.Fast with { ClassWeights = ClassWeights.Balanced };
/// </code></example>
public sealed class ClassWeights
{
    private readonly float[]? _weights;

    private ClassWeights(float[]? weights) => _weights = weights;

    /// <summary>
    /// All classes count the same together, however many images they have: images / (classes x images of the class), as scikit-learn's
    /// class_weight="balanced". Only classes with images are counted; the mean over all images is 1.
    /// </summary>
    public static ClassWeights Balanced { get; } = new(null);

    /// <summary>Weights of your own.</summary>
    /// <param name="weights">
    /// One a class, in the order of the label names; 0 or more, and not all 0. Their mean over the images should be near 1, otherwise the
    /// learning rate is changed too.
    /// </param>
    /// <exception cref="DigitMLException">A weight is out of range.</exception>
    public static ClassWeights Create(params IReadOnlyList<float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        float[] copy = [.. weights];
        foreach (float weight in copy) { Setting.Require(weight >= 0 && float.IsFinite(weight), "A class weight", weight, "0 or more and finite"); }
        if (!copy.Any(weight => weight > 0)) { throw new DigitMLException("No class weight is more than 0; at least one must be."); }
        return new ClassWeights(copy);
    }

    /// <summary>The weights for a set, one a class; 0 for a class without images when they are <see cref="Balanced"/>.</summary>
    /// <param name="images">The training images.</param>
    /// <exception cref="DigitMLException">There are weights for another number of classes.</exception>
    public IReadOnlyList<float> Compute(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int classes = images.LabelNames.Count;
        if (_weights is null) { return Balance(images); }
        return _weights.Length == classes
            ? Array.AsReadOnly(_weights)
            : throw new DigitMLException($"There are {_weights.Length} class weights and {classes} classes: give one a class.");
    }

    /// <summary><c>balanced</c>, or the weights with spaces between them.</summary>
    public override string ToString() =>
        _weights is null ? "balanced" : string.Join(' ', _weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));

    private static float[] Balance(ImageSet images)
    {
        int present = images.CountsByClass.Count(count => count > 0);
        return [.. images.CountsByClass.Select(count => count == 0 ? 0 : (float)((double)images.Count / ((double)present * count)))];
    }
}
