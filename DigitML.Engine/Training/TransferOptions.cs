using DigitML.Engine.Layers;

namespace DigitML;

/// <summary>
/// Transfer learning: a training that starts from another model's weights instead of random ones. The network is that model's, with a new
/// last layer (head) where the classes are others. Set <see cref="TrainingOptions.Transfer"/>.
/// </summary>
/// <remarks>
/// Pixels are normalised as the model's were, because that is what its layers have learnt to read. How it does with few images:
/// docs/training.md.
/// </remarks>
/// <param name="Source">The model to start from: of one network whose last layer is a <see cref="Dense"/> one.</param>
/// <example><code>
/// var transfer = new TransferOptions(DigitClassifier.Pretrained(Script.Latin));
/// TrainingResult result = new CnnTrainer(Presets.Fast with { Transfer = transfer }).Fit(images);
/// </code></example>
public sealed record TransferOptions(Ensemble Source)
{
    /// <summary>
    /// How many of the source's layers, counted from the input, stay as they are: 0, the default, to all but the last. They compute as in
    /// use: batch normalisation by its running statistics, nothing dropped.
    /// </summary>
    public int FrozenLayers { get; init; }

    /// <summary>Factor on the learning rate of layers that start from the source's weights, more than 0, at most 1; 1 unless set.</summary>
    public float LearningRateMultiplier { get; init; } = 1;

    /// <summary>
    /// Whether the head starts afresh even if the classes have the names of the source's; false unless set: then it is kept. For classes of
    /// other names it is always new.
    /// </summary>
    public bool NewHead { get; init; }

    /// <summary>Starts from a model whose layers before the first dense one, the convolutions, stay as they are.</summary>
    /// <exception cref="DigitMLException">The model has no convolution, or is none to start from.</exception>
    public static TransferOptions FreezeConvolutions(Ensemble source)
    {
        var options = new TransferOptions(source);
        options.Validate();
        Layer[] convolutional = [.. source.Networks[0].Layers.TakeWhile(layer => layer is not Dense)];
        return convolutional.Any(layer => layer is Conv2D)
            ? options with { FrozenLayers = convolutional.Length }
            : throw new DigitMLException("The model to start from has no convolutions before its first dense layer; freeze none.");
    }

    /// <summary>The network for classes of these names: the source's, with a head for as many.</summary>
    /// <exception cref="DigitMLException">The source is no model to start from, or there is no name.</exception>
    public Network CreateNetwork(IReadOnlyList<string> labelNames)
    {
        ArgumentNullException.ThrowIfNull(labelNames);
        Validate();
        Network network = Source.Networks[0];
        if (labelNames.Count == network.ClassCount) { return network; }
        return new Network([.. network.Layers.SkipLast(1), (Dense)network.Layers[^1] with { Units = labelNames.Count }], network.InputShape);
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="DigitMLException">One is out of range; the message says which and what is wanted.</exception>
    internal void Validate()
    {
        if (Source is null) { throw new DigitMLException("The transfer options have no model to start from; set Source."); }
        if (Source.Networks.Count > 1)
        {
            throw new DigitMLException(
                $"The model to start from is an ensemble of {Source.Networks.Count} networks; start from a model of one network.");
        }

        int layers = Source.Networks[0].Layers.Count;
        if (Source.Networks[0].Layers[^1] is not Dense)
        {
            throw new DigitMLException(
                $"The last layer of the model to start from is {Source.Networks[0].Places[^1].Name}; it must be a Dense one, one output a class.");
        }

        Setting.Require(
            FrozenLayers >= 0 && FrozenLayers < layers, "The number of frozen layers", FrozenLayers, $"from 0 to {layers - 1}");
        Setting.Require(
            LearningRateMultiplier is > 0 and <= 1, "The rate factor of reused layers", LearningRateMultiplier, "more than 0 and at most 1");
    }

    /// <summary>Whether the head's weights are kept for classes of these names.</summary>
    internal bool KeepsHead(IReadOnlyList<string> labelNames) => !NewHead && Source.LabelNames.SequenceEqual(labelNames);

    /// <summary>Copies the source's parameters into a network from <see cref="CreateNetwork"/>; a new head keeps its initial weights.</summary>
    internal void CopyWeights(ParameterSet target, IReadOnlyList<string> labelNames)
    {
        ParameterSet source = Source.Parameters;
        for (int i = 0; i < Reused(labelNames); i++) { source[source.Parameters[i]].CopyTo(target[target.Parameters[i]]); }
    }

    /// <summary>By parameter, in the order of the layers: the factor on its learning rate, 0 for a frozen one.</summary>
    internal float[] RateFactors(IReadOnlyList<string> labelNames)
    {
        var factors = new float[Source.Parameters.Parameters.Count];
        int frozen = Source.Networks[0].Places.Take(FrozenLayers).Sum(place => place.Specs.Count), reused = Reused(labelNames);
        for (int i = frozen; i < factors.Length; i++) { factors[i] = i < reused ? LearningRateMultiplier : 1; }
        return factors;
    }

    private int Reused(IReadOnlyList<string> labelNames) =>
        Source.Parameters.Parameters.Count - (KeepsHead(labelNames) ? 0 : Source.Networks[0].Places[^1].Specs.Count);
}
