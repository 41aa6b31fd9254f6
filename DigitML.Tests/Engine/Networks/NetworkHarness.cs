using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Networks;
using DigitML.Engine.Threading;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Engine.Networks;

/// <summary>Runs a network forward and backward on plain dense arrays.</summary>
internal sealed class NetworkHarness
{
    private readonly Network _network;
    private readonly bool _inputGradient;
    private readonly NetworkExecution _execution;
    private readonly ParameterSet _parameters;
    private readonly WorkerTeam _team;
    private readonly StepPlan _forward;
    private readonly StepPlan _backward;

    /// <summary>Makes a network's execution for batches of up to <paramref name="capacity"/> samples.</summary>
    public NetworkHarness(
        Network network, int capacity, int threads = 1, bool training = true, bool inputGradient = true, bool dense = false)
    {
        (_network, _inputGradient) = (network, inputGradient);
        _parameters = network.CreateParameters();
        _execution = new NetworkExecution(network, _parameters, capacity, training, dense);
        _team = WorkerTeam.Create(threads);
        _forward = new StepPlan(capacity);
        _backward = new StepPlan(capacity);
        _execution.PlanWeights(_forward);
        _execution.PlanForward(_forward);
        if (training) { _execution.PlanBackward(_backward, inputGradient); }
    }

    /// <summary>A parameter array for each of the network's, with numbers of a size that keeps signals alive.</summary>
    public static float[][] SomeParameters(Network network) =>
    [
        .. network.CreateParameters().Parameters.Select((parameter, index) =>
        {
            float[] values = new float[parameter.Length];
            FormulaValues.Fill(values, 100 + (ulong)index, 0.5);
            // A batch normalisation's scales and variances round 1, not 0.
            if (parameter.Spec.Shape.Length == 1) { values = Array.ConvertAll(values, value => value + 1); }
            return values;
        }),
    ];

    /// <summary>The logits [N, classes] and, in training, the gradients for <paramref name="gradientOf"/> of the logits.</summary>
    public LayerFigures<float> Run(float[] images, float[][] parameters, Func<float[], float[]>? gradientOf = null, ulong seed = 0)
    {
        int samples = images.Length / _network.InputShape.Length;
        (_execution.State.Samples, _execution.State.Seed) = (samples, seed);
        for (int i = 0; i < parameters.Length; i++) { parameters[i].CopyTo(_parameters[_parameters.Parameters[i]]); }
        ForEachRow(_execution.Input, images, (row, sample, line) => row.AsSpan().CopyTo(_execution.Input.ValueRow(sample, line)));
        _forward.Run(_team, samples);
        float[] logits = Rows(_execution.Output, samples, _execution.Output.ValueRow);
        if (gradientOf is null || _execution.Gradients is not { } gradients) { return new LayerFigures<float>(logits, [], []); }
        float[] upstream = gradientOf(logits);
        ForEachRow(_execution.Output, upstream, (row, sample, line) => row.AsSpan().CopyTo(_execution.Output.GradientRow(sample, line)));
        _backward.Run(_team, samples);
        return new LayerFigures<float>(logits, _inputGradient ? Rows(_execution.Input, samples, _execution.Input.GradientRow) : [],
            [.. Learnt(_parameters).Select(parameter => gradients[parameter].ToArray())]);
    }

    /// <summary>The same in double precision, layer by layer by the references: training, or use where no gradient is given.</summary>
    public static LayerFigures<double> RunReference(Network network, float[] images, float[][] parameters, float[]? upstream)
    {
        var inputs = new List<double[]> { LayerCase.Widen(images) };
        var own = new List<double[][]>();
        foreach (LayerPlace place in network.Places)
        {
            own.Add([.. parameters.Skip(own.Sum(arrays => arrays.Length)).Take(place.Specs.Count).Select(LayerCase.Widen)]);
            inputs.Add(LayerReference.Forward(place.Layer, place.Input, inputs[^1], own[^1], upstream is not null));
        }

        if (upstream is null) { return new LayerFigures<double>(inputs[^1], [], []); }
        double[] gradient = LayerCase.Widen(upstream);
        var gradients = new List<double[]>();
        for (int i = network.Places.Count - 1; i >= 0; i--)
        {
            LayerPlace place = network.Places[i];
            LayerFigures<double> figures = LayerReference.Run(place.Layer, place.Input, inputs[i], own[i], gradient);
            gradients.InsertRange(0, figures.ParameterGradients);
            gradient = figures.InputGradient;
        }

        return new LayerFigures<double>(inputs[^1], gradient, [.. gradients]);
    }

    private static IEnumerable<Parameter> Learnt(ParameterSet parameters) =>
        parameters.Parameters.Where(parameter => parameter.Spec.Role != ParameterRole.RunningStatistic);

    private static void ForEachRow(Activation activation, float[] dense, Action<float[], int, int> action)
    {
        int length = activation.Shape.Width * activation.Shape.Channels, height = activation.Shape.Height;
        for (int row = 0; row < dense.Length / length; row++)
        {
            action(dense[(row * length)..((row + 1) * length)], row / height, row % height);
        }
    }

    private static float[] Rows(Activation activation, int samples, RowOf rowOf)
    {
        var dense = new List<float>();
        for (int row = 0; row < samples * activation.Shape.Height; row++)
        {
            dense.AddRange(rowOf(row / activation.Shape.Height, row % activation.Shape.Height));
        }

        return [.. dense];
    }

    private delegate Span<float> RowOf(int sample, int row);
}
