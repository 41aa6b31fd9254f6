using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Layers.Operations;

namespace DigitML.Benchmarks.Kernels;

/// <summary>A dense layer of a real network with a batch of samples, its work cut as the layer cuts it. Its name: inputs, units.</summary>
internal sealed unsafe class DenseCase
{
    private const int Samples = 128, WeightRows = DenseOperation.WeightRows;
    private readonly int _inputs, _units, _part;
    private readonly Layout _input, _output;
    private readonly AlignedBuffer _values, _results, _weights, _weightGradient, _strip, _sums;
    private readonly PackedWeights _forward, _forwardPart, _backwardPart;
    private readonly RowPairs _inputPairs, _outputPairs, _sumPairs, _oneInput, _oneOutput;
    private readonly OffsetTable _rowOffsets;

    private DenseCase(int inputs, int units)
    {
        (_inputs, _units, _part) = (inputs, units, DenseOperation.PartOf(inputs));
        (_input, _output) = (new Layout(1, 1, inputs, Halo.None), new Layout(1, 1, units, Halo.None));
        (_values, _results) = (ConvolutionCase.Random(Samples * _input.SampleStride), ConvolutionCase.Random(Samples * _output.SampleStride));
        (_weights, _weightGradient) = (ConvolutionCase.Random(inputs * units), new AlignedBuffer(inputs * units));
        _strip = new AlignedBuffer(Samples * WeightRows);
        _sums = new AlignedBuffer(Samples * units);
        _forward = new PackedWeights(inputs, units);
        _forwardPart = new PackedWeights(_part, units);
        _backwardPart = new PackedWeights(units, DenseOperation.BackwardPanels * Simd.PanelWidth);
        for (int panel = 0; panel < _forward.Panels; panel++) { _forward.Pack(panel, _weights.Pointer, null); }
        (_inputPairs, _outputPairs) = (RowPairs.Even(Samples, _input.SampleStride), RowPairs.Even(Samples, _output.SampleStride));
        _sumPairs = RowPairs.Even(Samples, units);
        (_oneInput, _oneOutput) = (RowPairs.Even(1, _input.SampleStride), RowPairs.Even(1, _output.SampleStride));
        _rowOffsets = OffsetTable.Even(WeightRows, 1);
    }

    /// <summary>The wide dense layers of the networks keras and mieczmik.</summary>
    public static IEnumerable<string> Names { get; } = ["9216-128", "3136-256"];

    /// <summary>Makes the case of a name.</summary>
    public static DenseCase Of(string name)
    {
        int[] sizes = SizesOf(name);
        return new DenseCase(sizes[0], sizes[1]);
    }

    /// <summary>The work of a product: multiply-adds, and for one row, whose weights are used only once, the weights' bytes.</summary>
    public static Work WorkOf(string name, bool oneRow)
    {
        int[] sizes = SizesOf(name);
        double weights = (double)sizes[0] * sizes[1];
        return oneRow ? new Work(MultiplyAdds: weights, Bytes: weights * sizeof(float)) : new Work(MultiplyAdds: Samples * weights);
    }

    /// <summary>The forward pass of all samples, part by part of the inputs, the weights packed on the way.</summary>
    public void Forward()
    {
        _results.Span.Clear();
        for (int first = 0; first < _inputs; first += _part)
        {
            int count = Math.Min(_part, _inputs - first);
            _forwardPart.PackAll(_weights.Pointer + (nint)first * _units, null, count);
            Product.Multiply(new ProductArguments
            {
                Input = _values.Pointer + first, InputPairs = _inputPairs.Pointer, InputStep = _inputPairs.Step, Pairs = _inputPairs.Count,
                Runs = 1, RunLength = count, Slope = 1,
                Panels = _forwardPart.Pointer, PanelStride = _forwardPart.PanelStride, EndPanel = _forwardPart.Panels, Columns = _units,
                Output = _sums.Pointer, OutputPairs = _sumPairs.Pointer, OutputStep = _sumPairs.Step,
            });
            for (int sample = 0; sample < Samples; sample++)
            {
                ColumnSums.Add(_sums.Span.Slice(sample * _units, _units), _results.Span.Slice(sample * _output.SampleStride, _units));
            }
        }
    }

    /// <summary>The forward pass of one sample.</summary>
    public void OneRow() => Product.Multiply(new ProductArguments
    {
        Input = _values.Pointer, InputPairs = _oneInput.Pointer, InputStep = _oneInput.Step, Pairs = 1, Runs = 1, RunLength = _inputs, Slope = 0,
        Panels = _forward.Pointer, PanelStride = _forward.PanelStride, EndPanel = _forward.Panels, Columns = _units,
        Output = _results.Pointer, OutputPairs = _oneOutput.Pointer, OutputStep = _oneOutput.Step,
    });

    /// <summary>The input's gradient of all samples, a strip of inputs at a time, the weights packed on the way.</summary>
    public void DataGradient()
    {
        for (int first = 0; first < _inputs; first += _backwardPart.Columns)
        {
            int count = Math.Min(_backwardPart.Columns, _inputs - first), panels = PackedWeights.PanelsOf(count);
            for (int panel = 0; panel < panels; panel++)
            {
                _backwardPart.PackReversed(panel, _weights.Pointer + (nint)first * _units, taps: 1, count);
            }

            Product.Multiply(new ProductArguments
            {
                Input = _results.Pointer, InputPairs = _outputPairs.Pointer, InputStep = _outputPairs.Step, Pairs = _outputPairs.Count,
                Runs = 1, RunLength = _units, Slope = 1,
                Panels = _backwardPart.Pointer, PanelStride = _backwardPart.PanelStride, EndPanel = panels, Columns = count,
                Output = _values.Pointer + first, OutputPairs = _inputPairs.Pointer, OutputStep = _inputPairs.Step,
            });
        }
    }

    /// <summary>The weights' gradient, with the copies that lay the inputs of a strip of rows side by side.</summary>
    public void WeightGradient()
    {
        for (int first = 0; first < _inputs; first += WeightRows)
        {
            int count = Math.Min(_inputs - first, WeightRows);
            for (int sample = 0; sample < Samples; sample++)
            {
                _values.Span.Slice(sample * _input.SampleStride + first, count).CopyTo(_strip.Span.Slice(sample * count, count));
            }

            Engine.Kernels.Products.WeightGradient.Accumulate(new WeightGradientArguments
            {
                Input = _strip.Pointer, RowOffsets = _rowOffsets.Pointer, StripLength = count, Rows = count,
                Lines = 1, Steps = Samples, InputStep = count, Gradient = _results.Pointer, GradientStep = _output.SampleStride,
                Columns = _units, Output = _weightGradient.Pointer + (nint)first * _units,
            });
        }
    }

    private static int[] SizesOf(string name) => [.. name.Split('-').Select(int.Parse)];
}
