using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Winograd;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A convolution's forward pass or the gradient of its input, which is a convolution too: of the output's gradient in a halo of zeros, with
/// the kernel turned round. By direct products or Winograd's.
/// </summary>
internal abstract unsafe class ConvolutionPass
{
    // Below this number of outputs the patches hang over too much.
    private const int SmallestWinogradImage = 6;

    /// <summary>Where a sample lies.</summary>
    public delegate float* AddressOf(int sample);

    /// <summary>Whether several samples at once take less time than one after the other.</summary>
    protected abstract bool JoinsSamples { get; }

    /// <summary>The forward pass.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="slope">Factor for negative outputs.</param>
    public static ConvolutionPass Forward(OperationContext context, ConvolutionShape shape, ConvolutionWeights weights, float slope) =>
        UsesWinograd(context, shape, shape.OutputHeight, shape.OutputWidth)
            ? new WinogradPass(context, weights, WinogradPlan.Forward(shape), shape.Padding, slope, reversed: false)
            : new DirectForwardPass(shape, weights, slope);

    /// <summary>The gradient of the input.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="shape">The forward pass's sizes.</param>
    /// <param name="weights">The weights.</param>
    public static ConvolutionPass DataGradient(OperationContext context, ConvolutionShape shape, ConvolutionWeights weights) =>
        UsesWinograd(context, shape, shape.Height, shape.Width)
            ? new WinogradPass(context, weights, WinogradPlan.DataGradient(shape), GradientHalo(shape), slope: 1, reversed: true)
            : new DirectDataGradientPass(shape, weights);

    /// <summary>The zeros that the output's gradient needs round it for the gradient of the input; none if the stride is not 1.</summary>
    public static Halo GradientHalo(ConvolutionShape shape) => shape.Stride > 1 ? Halo.None : new Halo(
        shape.KernelHeight - 1 - shape.Padding.Top, shape.KernelWidth - 1 - shape.Padding.Left,
        shape.KernelHeight - 1 - shape.Padding.Bottom, shape.KernelWidth - 1 - shape.Padding.Right);

    /// <summary>Plans what has to be done whenever the weights have changed.</summary>
    public abstract void PlanWeights(StepPlan step);

    /// <summary>Says how the samples lie in memory; before the first <see cref="Compute"/>.</summary>
    public abstract void Lay(Layout input, Layout output);

    /// <summary>Plans the computation of a batch.</summary>
    /// <param name="step">The step's plan.</param>
    /// <param name="input">The address of a sample's input, at its halo.</param>
    /// <param name="output">The address of its output, at its halo.</param>
    public void Plan(StepPlan step, AddressOf input, AddressOf output)
    {
        if (JoinsSamples) { step.PerShard(shard => Compute(shard.Count, input(shard.First), output(shard.First))); }
        else { step.PerSample(sample => Compute(1, input(sample.Index), output(sample.Index))); }
    }

    /// <summary>Computes samples that follow each other in memory; both addresses are those of the first one's halo.</summary>
    public abstract void Compute(int samples, float* input, float* output);

    private static bool UsesWinograd(OperationContext context, ConvolutionShape shape, int height, int width) =>
        !context.Dense && Winograd.Supports(shape) && Math.Min(height, width) >= SmallestWinogradImage;
}
