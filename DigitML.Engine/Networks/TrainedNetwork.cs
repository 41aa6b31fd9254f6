using System.Collections.Concurrent;
using System.Globalization;
using DigitML.Engine.Layers;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks;

/// <summary>A network with its numbers and what it is fed: images in, logits out. Immutable and thread-safe.</summary>
internal sealed class TrainedNetwork
{
    private const int BatchSize = 128;

    // Its packed weights are everybody's.
    private readonly Lazy<InferenceSession> _first;
    private readonly ConcurrentBag<InferenceSession> _singles = [];
    private readonly ConcurrentBag<InferenceSession> _batches = [];

    /// <summary>Puts a trained network together.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="parameters">Its numbers, not written to any more.</param>
    /// <param name="normalization">What is done to pixels.</param>
    /// <param name="temperature">The number that its logits are divided by before softmax, more than 0; 1 changes nothing.</param>
    public TrainedNetwork(Network architecture, ParameterSet parameters, PixelNormalization normalization, float temperature = 1)
    {
        (Architecture, Parameters, Normalization, Temperature) = (architecture, parameters, normalization, temperature);
        _first = new Lazy<InferenceSession>(() => new InferenceSession(architecture, parameters, normalization, capacity: 1));
    }

    /// <summary>The architecture.</summary>
    public Network Architecture { get; }

    /// <summary>Its numbers.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What is done to pixels before the network sees them.</summary>
    public PixelNormalization Normalization { get; }

    /// <summary>The number that its logits are divided by before they become probabilities in an ensemble, more than 0.</summary>
    public float Temperature { get; }

    /// <summary>Returns the same network with another temperature.</summary>
    public TrainedNetwork WithTemperature(float temperature) => new(Architecture, Parameters, Normalization, temperature);

    /// <summary>Computes the logits [classes] of one image of the network's size, on the caller's thread.</summary>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> logits)
    {
        if (!_singles.TryTake(out InferenceSession? session)) { session = CreateSession(1); }
        session.Run(pixels, logits);
        _singles.Add(session);
    }

    /// <summary>Computes the logits [images, classes] of a set of images of the network's size.</summary>
    public void Run(ImageSet images, WorkerTeam team, Span<float> logits, CancellationToken cancellationToken)
    {
        if (!_batches.TryTake(out InferenceSession? session)) { session = CreateSession(BatchSize); }
        session.Run(images, team, logits, cancellationToken);
        _batches.Add(session);
    }

    /// <summary>The same network with its weights rounded to 16 bits.</summary>
    /// <exception cref="DigitMLException">A weight is too large for 16 bits.</exception>
    public TrainedNetwork RoundToHalf()
    {
        ParameterSet rounded = Architecture.CreateParameters();
        Parameters.Values.CopyTo(rounded.Values);
        foreach (Parameter parameter in rounded.Parameters.Where(parameter => IsStoredAsHalf(parameter.Spec)))
        {
            foreach (ref float value in rounded[parameter])
            {
                var half = (Half)value;
                if (Half.IsInfinity(half) && !float.IsInfinity(value)) { throw TooLarge(parameter, value); }
                value = (float)half;
            }
        }

        return new TrainedNetwork(Architecture, rounded, Normalization, Temperature);
    }

    /// <summary>Whether <see cref="WeightPrecision.Half"/> is about this parameter: the many numbers, not the sensitive few.</summary>
    public static bool IsStoredAsHalf(ParameterSpec spec) => spec.Role == ParameterRole.Weight;

    private static DigitMLException TooLarge(Parameter parameter, float value) => new(string.Create(CultureInfo.InvariantCulture,
        $"A weight of {parameter.Name} is {value}, and 16 bits hold at most {(float)Half.MaxValue}: save the model in full precision."));

    private InferenceSession CreateSession(int capacity) => new(Architecture, Parameters, Normalization, capacity, weightsOf: _first.Value);
}
