using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Kernels.Winograd;
using DigitML.Engine.Numerics;

namespace DigitML.Benchmarks.Kernels;

/// <summary>A convolution of a real network, with memory for a few samples. Its name: rows, input channels, filters, kernel, padding.</summary>
internal sealed unsafe class ConvolutionCase
{
    private const int Samples = 8;
    private readonly Layout _input, _output;
    private readonly AlignedBuffer _inputs, _outputs, _weightGradient;
    private readonly PackedWeights _weights;
    private readonly RowPairs _inputPairs, _outputPairs;
    private readonly OffsetTable _rowOffsets;
    private readonly AlignedBuffer _rawWeights, _scratch;
    private readonly WinogradPlan _plan;
    private readonly WinogradWeights _winograd;

    private ConvolutionCase(ConvolutionShape shape)
    {
        Shape = shape;
        _input = new Layout(shape.Height, shape.Width, shape.Channels, shape.Padding);
        _output = new Layout(shape.OutputHeight, shape.OutputWidth, shape.Filters, Halo.None);
        _inputs = Random(Samples * _input.SampleStride);
        _outputs = Random(Samples * _output.SampleStride);
        _weightGradient = new AlignedBuffer(shape.Depth * shape.Filters);
        _weights = new PackedWeights(shape.Depth, shape.Filters);
        _rawWeights = Random(shape.Depth * shape.Filters);
        for (int panel = 0; panel < _weights.Panels; panel++) { _weights.Pack(panel, _rawWeights.Pointer, null); }
        _inputPairs = RowPairs.Grid(shape.OutputHeight, shape.OutputWidth, _input.RowStride, shape.Channels, 0);
        _outputPairs = RowPairs.Grid(shape.OutputHeight, shape.OutputWidth, _output.RowStride, shape.Filters, 0);
        _rowOffsets = OffsetTable.Grid(shape.KernelHeight, shape.KernelWidth * shape.Channels, _input.RowStride, 1, 0);
        _plan = WinogradPlan.Forward(shape);
        _winograd = new WinogradWeights(_plan);
        _scratch = new AlignedBuffer(_plan.ScratchLength);
        if (Winograd.Supports(shape)) { WinogradTransform(); }
    }

    /// <summary>The convolutions of the networks keras and mieczmik.</summary>
    public static IEnumerable<string> Names { get; } =
    [
        "28-1-32-3-valid", "26-32-64-3-valid", "28-1-32-5-same", "28-32-32-5-same", "14-32-64-3-same", "14-64-64-3-same",
    ];

    /// <summary>The sizes.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>Makes the case of a name.</summary>
    public static ConvolutionCase Of(string name) => new(ShapeOf(name));

    /// <summary>The sizes that a name says.</summary>
    public static ConvolutionShape ShapeOf(string name)
    {
        string[] parts = name.Split('-');
        int size = int.Parse(parts[0]), kernel = int.Parse(parts[3]);
        Halo padding = parts[4] == "same" ? ConvolutionShape.SamePadding(size, size, kernel, kernel, 1) : Halo.None;
        return new ConvolutionShape(size, size, int.Parse(parts[1]), int.Parse(parts[2]), kernel, kernel, 1, padding);
    }

    /// <summary>The multiply-adds of a sample, of the forward pass or of either gradient.</summary>
    public static Work WorkOf(string name)
    {
        ConvolutionShape shape = ShapeOf(name);
        return new Work(MultiplyAdds: (double)shape.OutputHeight * shape.OutputWidth * shape.Depth * shape.Filters);
    }

    /// <summary>The forward pass of all samples.</summary>
    public void Forward()
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            Product.Multiply(new ProductArguments
            {
                Input = _inputs.Pointer + sample * _input.SampleStride, InputPairs = _inputPairs.Pointer, InputStep = _inputPairs.Step,
                Pairs = _inputPairs.Count, Slope = 0,
                Runs = Shape.KernelHeight, RunLength = Shape.KernelWidth * Shape.Channels, RunStride = _input.RowStride,
                Panels = _weights.Pointer, PanelStride = _weights.PanelStride, EndPanel = _weights.Panels, Columns = Shape.Filters,
                Output = _outputs.Pointer + sample * _output.SampleStride, OutputPairs = _outputPairs.Pointer, OutputStep = _outputPairs.Step,
            });
        }
    }

    /// <summary>The forward pass of all samples by Winograd's minimal filtering, where it is supported.</summary>
    public void WinogradForward() => Winograd.Convolve(new WinogradArguments
    {
        Plan = _plan, Samples = Samples, Input = _inputs.Pointer, InputSample = _input.SampleStride, InputRow = _input.RowStride,
        Weights = _winograd.Pointer, Slope = 1,
        Output = _outputs.Pointer, OutputSample = _output.SampleStride, OutputRow = _output.RowStride, OutputColumn = Shape.Filters,
        Scratch = _scratch.Pointer,
    });

    /// <summary>The weights' transform for <see cref="WinogradForward"/>.</summary>
    public void WinogradTransform()
    {
        for (int panel = 0; panel < _winograd.Panels; panel++) { _winograd.Transform(panel, _rawWeights.Pointer); }
    }

    /// <summary>The weights' gradient, summed over all samples.</summary>
    public void WeightGradient()
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            Engine.Kernels.Products.WeightGradient.Accumulate(new WeightGradientArguments
            {
                Input = _inputs.Pointer + sample * _input.SampleStride, RowOffsets = _rowOffsets.Pointer, Rows = _rowOffsets.Count,
                StripLength = Shape.KernelWidth * Shape.Channels, Lines = Shape.OutputHeight, Steps = Shape.OutputWidth,
                InputLine = _input.RowStride, InputStep = Shape.Channels,
                Gradient = _outputs.Pointer + sample * _output.SampleStride, GradientLine = _output.RowStride, GradientStep = Shape.Filters,
                Columns = Shape.Filters, Output = _weightGradient.Pointer, Add = sample > 0,
            });
        }
    }

    /// <summary>Random numbers in [-1, 1).</summary>
    public static AlignedBuffer Random(int length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new RandomStream(1);
        foreach (ref float value in buffer.Span) { value = random.Uniform(-1, 1); }
        return buffer;
    }
}
