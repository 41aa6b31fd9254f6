using DigitML.Engine.Kernels.Winograd;

namespace DigitML.Tests.Engine.Kernels;

/// <summary>
/// A convolution for <see cref="Winograd"/> with gaps between pixels, rows and samples: NaN where nothing may be read, a sentinel where
/// nothing may be written.
/// </summary>
internal sealed unsafe class WinogradCase
{
    private const float Unset = 777;
    private const int Gap = 5;
    private readonly WinogradPlan _plan;
    private readonly WinogradWeights _weights;
    private readonly GuardedBuffer _input, _output, _scratch;
    private readonly int _inputRow, _inputSample, _outputColumn, _outputRow, _outputSample;

    /// <summary>Room for so many samples; the weights are to be transformed by the caller.</summary>
    public WinogradCase(WinogradPlan plan, int samples)
    {
        (_plan, Samples) = (plan, samples);
        _weights = new WinogradWeights(plan);
        _inputRow = plan.InputColumns * plan.Channels + Gap;
        _inputSample = plan.InputRows * _inputRow + Gap;
        _outputColumn = plan.Filters + Gap;
        _outputRow = plan.Width * _outputColumn + Gap;
        _outputSample = plan.Height * _outputRow + Gap;
        _input = GuardedBuffer.Random(samples * _inputSample - 2 * Gap, key: 0);
        _input.Span.Fill(float.NaN);
        _output = GuardedBuffer.Output(samples * _outputSample - 3 * Gap);
        _output.Span.Fill(Unset);
        // Whatever an earlier call left in the scratch memory must not matter.
        _scratch = GuardedBuffer.Output(plan.ScratchLength);
        _scratch.Span.Fill(float.NaN);
    }

    public int Samples { get; }

    /// <summary>Transforms the layer's weights [kernel, kernel, channels, filters]; reversed for the gradient of the input.</summary>
    public void Transform(GuardedBuffer weights, bool reversed = false)
    {
        for (int panel = 0; panel < _weights.Panels; panel++)
        {
            if (reversed) { _weights.TransformReversed(panel, weights.Pointer); }
            else { _weights.Transform(panel, weights.Pointer); }
        }
    }

    /// <summary>Puts dense images [samples, rows, columns, channels] into a border of zeros, so many rows and columns below its corner.</summary>
    public void Fill(ReadOnlySpan<float> images, int rows, int columns, int top, int left)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int row = 0; row < _plan.InputRows; row++)
            {
                Span<float> line = _input.Span.Slice(sample * _inputSample + row * _inputRow, _plan.InputColumns * _plan.Channels);
                line.Clear();
                if (row < top || row >= top + rows) { continue; }
                ReadOnlySpan<float> pixels = images.Slice((sample * rows + row - top) * columns * _plan.Channels, columns * _plan.Channels);
                pixels.CopyTo(line[(left * _plan.Channels)..]);
            }
        }
    }

    /// <summary>Computes samples <paramref name="first"/> to first + count - 1.</summary>
    public void Convolve(int first, int count, GuardedBuffer? bias = null, float slope = 1)
    {
        Winograd.Convolve(new WinogradArguments
        {
            Plan = _plan, Samples = count,
            Input = _input.Pointer + first * _inputSample, InputSample = _inputSample, InputRow = _inputRow,
            Weights = _weights.Pointer, Bias = bias is null ? null : bias.Pointer, Slope = slope,
            Output = _output.Pointer + first * _outputSample, OutputSample = _outputSample, OutputRow = _outputRow, OutputColumn = _outputColumn,
            Scratch = _scratch.Pointer,
        });
        _scratch.AssertGuards("the scratch memory");
    }

    /// <summary>The outputs without the gaps, [samples, rows, columns, filters]. Fails if a gap was written to.</summary>
    public float[] Outputs()
    {
        _output.AssertGuards("the output");
        float[] dense = new float[Samples * _plan.Height * _plan.Width * _plan.Filters];
        for (int pixel = 0; pixel < dense.Length / _plan.Filters; pixel++)
        {
            int sample = pixel / (_plan.Height * _plan.Width), row = pixel / _plan.Width % _plan.Height, column = pixel % _plan.Width;
            Span<float> from = _output.Span.Slice(sample * _outputSample + row * _outputRow + column * _outputColumn, _plan.Filters);
            from.CopyTo(dense.AsSpan(pixel * _plan.Filters));
            from.Fill(Unset);
        }

        Assert.AreEqual(-1, _output.Span.IndexOfAnyExcept(Unset), "a gap of the output was overwritten");
        return dense;
    }
}
