using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>What an operation needs to know of the network's execution it belongs to.</summary>
/// <param name="Parameters">The network's numbers.</param>
/// <param name="Gradients">Where the gradients of the numbers go; null when the network is only used.</param>
/// <param name="Capacity">Samples in a full batch.</param>
/// <param name="State">What changes from step to step.</param>
/// <param name="Dense">
/// Whether every multiply-add is to be done, none saved by sparse gradients or Winograd's transformation: to measure with.
/// </param>
internal sealed record OperationContext(
    ParameterSet Parameters, GradientSet? Gradients, int Capacity, StepState State, bool Dense = false)
{
    /// <summary>Memory to work in.</summary>
    public SharedScratch Scratch { get; } = new();

    /// <summary>Into how many shards a full batch is cut.</summary>
    public int Shards => StepPlan.ShardCount(Capacity);

    /// <summary>Samples in a shard; the last one may have fewer.</summary>
    public int ShardSize => StepPlan.ShardSizeOf(Capacity);

    /// <summary>How many shards the current batch has.</summary>
    public int ActiveShards => (State.Samples + ShardSize - 1) / ShardSize;
}

/// <summary>What changes from step to step.</summary>
internal sealed class StepState
{
    private ulong _places;

    /// <summary>Samples in this step's batch.</summary>
    public int Samples { get; set; }

    /// <summary>Names this step's random numbers.</summary>
    public ulong Seed { get; set; }

    /// <summary>A number for an operation that draws random numbers, another one each time: its place in the network.</summary>
    public ulong NextPlace() => _places++;
}

/// <summary>
/// Computes a layer: plans what is to be done in a step, forward and backward. Of the work that it plans for one way, only the last writes what the
/// way leads to: the output's values, or the input's gradient.
/// </summary>
internal abstract class Operation(Activation input, Activation output)
{
    /// <summary>What goes in.</summary>
    public Activation Input { get; } = input;

    /// <summary>What comes out; the input itself for an operation that works in place.</summary>
    public Activation Output { get; } = output;

    /// <summary>Whether the operation has parameters of its own, for whose gradients it needs the gradient of its output.</summary>
    public virtual bool HasParameters => false;

    /// <summary>
    /// The parameters whose gradients are complete when the work of the backward pass is done, and which the step doesn't need any more; those of
    /// others are complete when the shards' sums are added.
    /// </summary>
    public virtual IReadOnlyList<Parameter> Finished => [];

    /// <summary>Whether the output's values take less time to compute than to store in memory and fetch again.</summary>
    public virtual bool CostsLessThanMemory => false;

    /// <summary>Plans what has to be done whenever the weights have changed.</summary>
    public virtual void PlanWeights(StepPlan plan)
    {
    }

    /// <summary>Takes the packed weights of the same operation in another execution of the network, instead of packing its own.</summary>
    public virtual void ShareWeights(Operation source)
    {
    }

    /// <summary>Plans the forward pass.</summary>
    public abstract void PlanForward(StepPlan plan);

    /// <summary>Plans the backward pass, from the output's gradient to the parameters' and, if it is wanted, the input's.</summary>
    public abstract void PlanBackward(StepPlan plan, bool inputGradient);
}
