using DigitML.Engine.Layers;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Classification;

/// <summary>Classifiers that know nothing but are complete: random weights, ten classes.</summary>
internal static class DigitClassifierFactory
{
    /// <summary>One of every layer, over images of 12x12, with settings that are not the default ones.</summary>
    public static Network EveryLayer { get; } = new(
        [
            new Conv2D(5, 3, 2) { Padding = Padding.Same, Stride = 2, UseBias = false }, new BatchNorm { Epsilon = 1e-3f, Momentum = .75f },
            new Relu(), new MaxPool2D(2) { Stride = 1 }, new Dropout(.125f), new Conv2D(4, 2), new LeakyRelu(.25f),
            new AveragePool2D(2) { Stride = 1 }, new Flatten(), new Dense(7) { UseBias = false }, new Dense(10),
        ],
        new TensorShape(12, 12, 1));

    /// <summary>Two layers over images of 6x6.</summary>
    public static Network Plain { get; } = new([new Flatten(), new Dense(10)], new TensorShape(6, 6, 1));

    /// <summary>A classifier with weights drawn by a seed, and other statistics than those at the start.</summary>
    public static DigitClassifier Make(
        Network network, ulong seed = 1, IReadOnlyList<string>? labels = null, IReadOnlyDictionary<string, string>? provenance = null)
    {
        ParameterSet parameters = network.CreateParameters();
        parameters.Initialize(seed);
        foreach (Parameter statistic in parameters.Parameters.Where(parameter => parameter.Spec.Role == ParameterRole.RunningStatistic))
        {
            foreach (ref float value in parameters[statistic]) { value += .3f; }
        }

        return new DigitClassifier(
            network, parameters, new PixelNormalization(.1307f, .3081f), labels ?? SyntheticDigits.Names(network.ClassCount),
            provenance ?? new Dictionary<string, string>());
    }

    /// <summary>Three classifiers of images of 12x12: two of one architecture, one of another, each with its own normalisation.</summary>
    public static DigitClassifier[] MakeSeveral()
    {
        Network other = new([new Conv2D(3, 3), new Relu(), new Flatten(), new Dense(10)], new TensorShape(12, 12, 1));
        ParameterSet parameters = other.CreateParameters();
        parameters.Initialize(7);
        return
        [
            Make(EveryLayer, seed: 1, provenance: new Dictionary<string, string> { ["preset"] = "mine", ["seed"] = "1" }),
            Make(EveryLayer, seed: 2, provenance: new Dictionary<string, string> { ["preset"] = "mine", ["seed"] = "2" }),
            new DigitClassifier(
                other, parameters, PixelNormalization.UnitRange, SyntheticDigits.Names(10), new Dictionary<string, string> { ["seed"] = "7" }),
        ];
    }

    /// <summary>The same networks with a temperature of the classifier's own.</summary>
    public static DigitClassifier WithTemperature(DigitClassifier classifier, float temperature) =>
        new(classifier.Ensemble.WithTemperature(temperature));
}
