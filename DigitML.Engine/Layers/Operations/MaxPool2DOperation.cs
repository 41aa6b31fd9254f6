using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Layers.Operations;

/// <summary>Max-pooling. In training the winner of every window is kept, so that the backward pass need not look for it.</summary>
internal sealed unsafe class MaxPool2DOperation(OperationContext context, ConvolutionShape shape, Activation input)
    : PoolingOperation(shape, input)
{
    private readonly int[] _winners = context.Gradients is null
        ? []
        : new int[context.Capacity * shape.OutputHeight * shape.OutputWidth * shape.Channels];

    /// <inheritdoc/>
    protected override void ForwardWindow(float* window, OffsetTable taps, Span<float> output, int index) =>
        MaxPooling.Forward(window, taps, output, _winners.Length == 0 ? [] : _winners.AsSpan(index, output.Length));

    /// <inheritdoc/>
    protected override void BackwardWindow(float* window, OffsetTable taps, ReadOnlySpan<float> gradient, int index) =>
        MaxPooling.Backward(window, taps, gradient, _winners.AsSpan(index, gradient.Length), Overlap);
}
