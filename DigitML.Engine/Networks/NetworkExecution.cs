using DigitML.Engine.Layers;
using DigitML.Engine.Layers.Operations;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks;

/// <summary>A network ready to compute batches: its operations, their activations and, in training, its gradients.</summary>
internal sealed class NetworkExecution
{
    private readonly List<Operation> _operations;
    private readonly int _frozen;
    private readonly OperationContext _context;
    private Operation? _again;

    /// <summary>Makes the operations. Their memory is allocated when the last way through them is planned.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="parameters">Its numbers, which stay the caller's.</param>
    /// <param name="capacity">Samples in a full batch.</param>
    /// <param name="training">Whether gradients are wanted; batch normalisation and dropout then behave as in training.</param>
    /// <param name="dense">Whether to leave out the kernels that save multiply-adds.</param>
    /// <param name="weightsOf">
    /// An execution of the same network and numbers, also not for training, whose packed weights to use; null packs its own.
    /// </param>
    /// <param name="frozenLayers">How many layers, from the input on, compute as in use even in training, and get no gradient.</param>
    public NetworkExecution(
        Network network, ParameterSet parameters, int capacity, bool training, bool dense = false, NetworkExecution? weightsOf = null,
        int frozenLayers = 0)
    {
        Capacity = capacity;
        Gradients = training ? new GradientSet(parameters, StepPlan.ShardCount(capacity)) : null;
        _context = new OperationContext(parameters, Gradients, capacity, State, dense);
        Input = new Activation(network.InputShape);
        _operations = OperationFactory.Create(_context with { Gradients = null }, [.. network.Places.Take(frozenLayers)], Input);
        _frozen = _operations.Count;
        Activation input = _frozen > 0 ? _operations[^1].Output : Input;
        int frozenParameters = network.Places.Take(frozenLayers).Sum(place => place.Specs.Count);
        _operations.AddRange(OperationFactory.Create(_context, [.. network.Places.Skip(frozenLayers)], input, frozenParameters));
        if (weightsOf is not null)
        {
            foreach ((Operation operation, Operation source) in _operations.Zip(weightsOf._operations)) { operation.ShareWeights(source); }
        }

        Output = _operations[^1].Output;
        Input.ValueMemory.Keep();
        Output.ValueMemory.Keep();
    }

    /// <summary>Samples in a full batch.</summary>
    public int Capacity { get; }

    /// <summary>What changes from step to step.</summary>
    public StepState State { get; } = new();

    /// <summary>The images.</summary>
    public Activation Input { get; }

    /// <summary>The logits: one number a class.</summary>
    public Activation Output { get; }

    /// <summary>The gradients by the network's numbers; null when it is only used.</summary>
    public GradientSet? Gradients { get; }

    /// <summary>Plans what has to be done whenever the weights have changed; those of frozen layers left out.</summary>
    public void PlanWeights(StepPlan plan)
    {
        foreach (Operation operation in _operations.Skip(_frozen)) { operation.PlanWeights(plan); }
    }

    /// <summary>Plans what has to be done once with the weights of frozen layers.</summary>
    public void PlanFrozenWeights(StepPlan plan)
    {
        foreach (Operation operation in _operations.Take(_frozen)) { operation.PlanWeights(plan); }
    }

    /// <summary>Plans the way from the input to the logits.</summary>
    public void PlanForward(StepPlan plan)
    {
        foreach (Operation operation in _operations) { PlanForward(plan, operation); }
        if (Gradients is not null) { KeepForTheWayBack(); }
        else { Allocate(); }
    }

    /// <summary>Plans the way back from the logits' gradients to those of the network's numbers.</summary>
    /// <param name="plan">The step's plan.</param>
    /// <param name="inputGradient">Whether the gradient by the images is wanted too; not where layers are frozen.</param>
    /// <param name="finished">Plans what can be done with parameters as soon as their gradients are complete, before the way back ends.</param>
    public void PlanBackward(StepPlan plan, bool inputGradient = false, Action<IReadOnlyList<Parameter>>? finished = null)
    {
        GradientSet gradients = Gradients ?? throw new InvalidOperationException("This execution was made for use, not for training.");
        if (inputGradient) { Input.GradientMemory.Keep(); }
        // Nothing before the first operation that learns needs a gradient.
        int first = inputGradient ? 0 : _operations.FindIndex(_frozen, operation => operation.HasParameters);
        for (int i = _operations.Count - 1; i >= first && first >= 0; i--)
        {
            if (i == 1 && _again is not null) { PlanForward(plan, _again); }
            PlanBackward(plan, _operations[i], inputGradient || i > first);
            if (_operations[i].Finished is { Count: > 0 } parameters) { finished?.Invoke(parameters); }
        }

        gradients.PlanReduction(plan, () => _context.ActiveShards);
        Allocate();
    }

    // Values that pass by once on each way, and cost less to compute than to fetch from memory, are computed on both.
    private void KeepForTheWayBack()
    {
        if (_frozen == 0 && _operations.Count > 1 && _operations[0].CostsLessThanMemory && _operations[0].Output.ValueMemory.IsPassing
            && _operations[0].Output.ValueMemory != _operations[1].Output.ValueMemory)
        {
            _again = _operations[0];
        }

        foreach (Operation operation in _operations.Skip(_frozen))
        {
            if (operation.Input.ValueMemory != _again?.Output.ValueMemory) { operation.Input.ValueMemory.Keep(); }
            if (operation != _again) { operation.Output.ValueMemory.Keep(); }
        }
    }

    private static void PlanForward(StepPlan plan, Operation operation)
    {
        operation.PlanForward(plan);
        operation.Input.ValueMemory.ReadAt(plan.Last);
        if (operation.Output.ValueMemory != operation.Input.ValueMemory) { operation.Output.ValueMemory.WriteAt(plan.Last); }
    }

    private static void PlanBackward(StepPlan plan, Operation operation, bool inputGradient)
    {
        operation.PlanBackward(plan, inputGradient);
        operation.Input.ValueMemory.ReadAt(plan.Last);
        operation.Output.ValueMemory.ReadAt(plan.Last);
        operation.Output.GradientMemory.ReadAt(plan.Last);
        if (inputGradient && operation.Output.GradientMemory != operation.Input.GradientMemory)
        {
            operation.Input.GradientMemory.WriteAt(plan.Last);
        }
    }

    private void Allocate()
    {
        Input.Allocate(Capacity);
        foreach (Operation operation in _operations) { operation.Output.Allocate(Capacity); }
    }
}
