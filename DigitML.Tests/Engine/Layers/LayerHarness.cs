using DigitML.Engine.Kernels;
using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Layers;

/// <summary>Runs one layer in training, as a network would, and shows the result as dense arrays.</summary>
internal sealed unsafe class LayerHarness
{
    private const float Sentinel = -12345.678f;
    private static readonly Halo Neighbour = new(2, 1, 1, 3);

    private readonly int _samples;
    private readonly bool _guarded;
    private readonly ParameterSet _parameters;
    private readonly GradientSet? _gradients;
    private readonly Activation _input;
    private readonly Operation _operation;
    private readonly WorkerTeam _team;
    private readonly StepPlan _forward;
    private readonly StepPlan _backward;
    private readonly List<(string What, ActivationGuard Guard)> _guards = [];

    private delegate Span<float> RowOf(int sample, int row);

    /// <summary>Makes the layer's operation and its memory.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="shape">The size of its input.</param>
    /// <param name="samples">Samples in the batch that is run.</param>
    /// <param name="threads">Threads of the team.</param>
    /// <param name="capacity">Samples in a full batch; as many as are run unless given.</param>
    /// <param name="training">Whether gradients are computed.</param>
    /// <param name="guarded">
    /// Whether the neighbours ask for halos, as convolutions do, and everything round the pixels is guarded: NaN where the layer reads,
    /// a sentinel where it writes.
    /// </param>
    public LayerHarness(
        Layer layer, TensorShape shape, int samples, int threads = 1, int? capacity = null, bool training = true, bool guarded = false)
    {
        (_samples, _guarded, _team) = (samples, guarded, WorkerTeam.Create(threads));
        Capacity = capacity ?? samples;
        layer.OutputShape(shape);
        _parameters = new ParameterSet(layer.Parameters(shape).Select(spec => ("layer", spec)));
        _gradients = training ? new GradientSet(_parameters, StepPlan.ShardCount(Capacity)) : null;
        State.Samples = samples;
        _input = new Activation(shape);
        if (guarded) { _input.RequireGradientHalo(Neighbour); }
        _operation = layer.CreateOperation(
            new OperationContext(_parameters, _gradients, Capacity, State), _input, _parameters.Parameters);
        if (guarded) { Output.RequireValueHalo(Neighbour); }
        foreach (Activation activation in (Activation[])[_input, Output])
        {
            activation.ValueMemory.Keep();
            activation.GradientMemory.Keep();
            activation.Allocate(Capacity);
        }

        (_forward, _backward) = (new StepPlan(Capacity), new StepPlan(Capacity));
        Plan();
    }

    /// <summary>Samples in a full batch.</summary>
    public int Capacity { get; }

    /// <summary>The step's samples and seed.</summary>
    public StepState State { get; } = new();

    private Activation Output => _operation.Output;

    /// <summary>Forward, then backward.</summary>
    /// <param name="values">x [N, H, W, C].</param>
    /// <param name="parameters">The layer's parameters in order, statistics included.</param>
    /// <param name="upstream">dy, the gradient of the output; none for a layer that is only used.</param>
    public LayerFigures<float> Run(float[] values, float[][] parameters, float[] upstream)
    {
        Assert.HasCount(_parameters.Parameters.Count, parameters);
        for (int i = 0; i < parameters.Length; i++) { parameters[i].CopyTo(_parameters[_parameters.Parameters[i]]); }
        if (_guarded) { SetGuards(); }
        Write(values, _input.Shape, _input.ValueRow);
        _forward.Run(_team, _samples);
        float[] output = Read(Output.Shape, Output.ValueRow), inputGradient = [];
        if (_gradients is not null)
        {
            Write(upstream, Output.Shape, Output.GradientRow);
            _backward.Run(_team, _samples);
            inputGradient = Read(_input.Shape, _input.GradientRow);
        }

        foreach ((string what, ActivationGuard guard) in _guards) { guard.AssertUntouched(what); }
        return new LayerFigures<float>(output, inputGradient, ParameterGradients());
    }

    /// <summary>A parameter's numbers as they are now, by its name within the layer.</summary>
    public float[] Parameter(string name) =>
        _parameters[_parameters.Parameters.Single(parameter => parameter.Spec.Name == name)].ToArray();

    private void Plan()
    {
        _operation.PlanWeights(_forward);
        _operation.PlanForward(_forward);
        if (_gradients is null) { return; }
        _operation.PlanBackward(_backward, inputGradient: true);
        _gradients.PlanReduction(_backward, () => (_samples + _backward.ShardSize - 1) / _backward.ShardSize);
    }

    private void SetGuards()
    {
        _guards.Clear();
        Guard("input", _input.Values, _input.ValueLayout, Output == _input ? Sentinel : 0, float.NaN);
        if (Output != _input) { Guard("output", Output.Values, Output.ValueLayout, Sentinel, Sentinel); }
        if (_gradients is null) { return; }
        Guard("input gradient", _input.Gradients, _input.GradientLayout, Sentinel, Sentinel);
        if (Output != _input) { Guard("output gradient", Output.Gradients, Output.GradientLayout, 0, float.NaN); }
    }

    private void Guard(string what, float* memory, Layout layout, float halo, float beyond) =>
        _guards.Add((what, new ActivationGuard(memory, layout, Capacity, halo, beyond)));

    private float[][] ParameterGradients() => _gradients is null
        ? []
        : [.. _parameters.Parameters.Where(parameter => parameter.Spec.Role != ParameterRole.RunningStatistic)
            .Select(parameter => _gradients[parameter].ToArray())];

    private void Write(float[] dense, TensorShape shape, RowOf rowOf)
    {
        Assert.HasCount(_samples * shape.Length, dense);
        int length = shape.Width * shape.Channels;
        for (int row = 0; row < _samples * shape.Height; row++)
        {
            dense.AsSpan(row * length, length).CopyTo(rowOf(row / shape.Height, row % shape.Height));
        }
    }

    private float[] Read(TensorShape shape, RowOf rowOf)
    {
        float[] dense = new float[_samples * shape.Length];
        int length = shape.Width * shape.Channels;
        for (int row = 0; row < _samples * shape.Height; row++)
        {
            rowOf(row / shape.Height, row % shape.Height).CopyTo(dense.AsSpan(row * length, length));
        }

        return dense;
    }
}
