using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;

namespace DigitML.Engine.Layers.Operations;

/// <summary>Average-pooling.</summary>
internal sealed unsafe class AveragePool2DOperation(ConvolutionShape shape, Activation input) : PoolingOperation(shape, input)
{
    /// <inheritdoc/>
    protected override void ForwardWindow(float* window, OffsetTable taps, Span<float> output, int index) =>
        AveragePooling.Forward(window, taps, output);

    /// <inheritdoc/>
    protected override void BackwardWindow(float* window, OffsetTable taps, ReadOnlySpan<float> gradient, int index) =>
        AveragePooling.Backward(window, taps, gradient, Overlap);
}
