using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>What max- and average-pooling share: the walk over samples and windows.</summary>
internal abstract unsafe class PoolingOperation(ConvolutionShape shape, Activation input)
    : Operation(input, new Activation(new TensorShape(shape.OutputHeight, shape.OutputWidth, shape.Channels)))
{
    /// <summary>The sizes.</summary>
    protected ConvolutionShape Shape { get; } = shape;

    /// <summary>Whether windows overlap, so that the input's gradient is a sum.</summary>
    protected bool Overlap => Shape.Stride < Math.Max(Shape.KernelHeight, Shape.KernelWidth);

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        Layout layout = Input.ValueLayout;
        OffsetTable taps = Taps(layout);
        plan.PerSample(sample =>
        {
            float* start = Input.Value(sample.Index) + layout.Origin;
            for (int pixel = 0; pixel < Shape.OutputHeight * Shape.OutputWidth; pixel++)
            {
                ForwardWindow(Window(start, layout, pixel), taps, Pixel(Output.ValueRow(sample.Index, pixel / Shape.OutputWidth), pixel),
                    sample.Index * Output.Shape.Length + pixel * Shape.Channels);
            }
        });
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        if (!inputGradient) { return; }
        Layout layout = Input.GradientLayout;
        OffsetTable taps = Taps(layout);
        plan.PerSample(sample =>
        {
            float* start = Input.Gradient(sample.Index) + layout.Origin;
            if (Overlap) { Clear(sample.Index); }
            for (int pixel = 0; pixel < Shape.OutputHeight * Shape.OutputWidth; pixel++)
            {
                BackwardWindow(Window(start, layout, pixel), taps, Pixel(Output.GradientRow(sample.Index, pixel / Shape.OutputWidth), pixel),
                    sample.Index * Output.Shape.Length + pixel * Shape.Channels);
            }
        });
    }

    /// <summary>Computes one output pixel.</summary>
    /// <param name="window">The window's first pixel in the input.</param>
    /// <param name="taps">The window's pixels, from its first.</param>
    /// <param name="output">The output's channels.</param>
    /// <param name="index">The output's number among all of the batch.</param>
    protected abstract void ForwardWindow(float* window, OffsetTable taps, Span<float> output, int index);

    /// <summary>Gives one output pixel's gradient to the window's pixels: stored, or added when windows overlap.</summary>
    /// <param name="window">The window's first pixel in the input's gradient.</param>
    /// <param name="taps">The window's pixels, from its first.</param>
    /// <param name="gradient">The output's gradient.</param>
    /// <param name="index">The output's number among all of the batch.</param>
    protected abstract void BackwardWindow(float* window, OffsetTable taps, ReadOnlySpan<float> gradient, int index);

    private OffsetTable Taps(Layout layout) =>
        OffsetTable.Grid(Shape.KernelHeight, Shape.KernelWidth, layout.RowStride, Shape.Channels, 0);

    private float* Window(float* start, Layout layout, int pixel) =>
        start + (nint)(pixel / Shape.OutputWidth) * Shape.Stride * layout.RowStride + pixel % Shape.OutputWidth * Shape.Stride * Shape.Channels;

    private Span<float> Pixel(Span<float> row, int pixel) => row.Slice(pixel % Shape.OutputWidth * Shape.Channels, Shape.Channels);

    private void Clear(int sample)
    {
        for (int row = 0; row < Shape.Height; row++) { Input.GradientRow(sample, row).Clear(); }
    }
}
