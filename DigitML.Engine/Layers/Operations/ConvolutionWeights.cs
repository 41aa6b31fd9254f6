using DigitML.Engine.Kernels;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// A convolution's weights [kernel height, kernel width, channels, filters] and bias, as its passes read them: the parameters themselves, or
/// copies that a batch normalisation with fixed statistics has been multiplied into.
/// </summary>
internal sealed unsafe class ConvolutionWeights
{
    private readonly ParameterSet _parameters;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly FoldedBatchNorm? _batchNorm;
    private AlignedBuffer? _folded, _foldedBias;

    /// <summary>The weights of a layer.</summary>
    /// <param name="parameters">The network's numbers.</param>
    /// <param name="own">Weight and, if there is one, bias.</param>
    /// <param name="batchNorm">The batch normalisation after the convolution, if its weights are to take it over.</param>
    public ConvolutionWeights(ParameterSet parameters, IReadOnlyList<Parameter> own, FoldedBatchNorm? batchNorm)
    {
        (_parameters, _weight, _batchNorm) = (parameters, own[0], batchNorm);
        _bias = own.Count > 1 ? own[1] : null;
    }

    /// <summary>The weights.</summary>
    public float* Weight => _folded is null ? _parameters.Pointer(_weight) : _folded.Pointer;

    /// <summary>The bias, or null.</summary>
    public float* Bias => _foldedBias is not null ? _foldedBias.Pointer : _bias is null ? null : _parameters.Pointer(_bias);

    private int Filters => _weight.Spec.Shape[^1];

    /// <summary>Plans the folding, if there is any, to be done whenever the parameters have changed and before they are packed.</summary>
    public void Plan(StepPlan plan)
    {
        if (_batchNorm is null) { return; }
        _folded ??= new AlignedBuffer(_weight.Length);
        _foldedBias ??= new AlignedBuffer(Filters);
        plan.PerItem(Filters, Fold);
    }

    private void Fold(int filter)
    {
        (float scale, float shift) = _batchNorm!.Transform(_parameters, filter);
        ReadOnlySpan<float> source = _parameters[_weight];
        Span<float> target = _folded!.Span;
        for (int i = filter; i < source.Length; i += Filters) { target[i] = source[i] * scale; }
        _foldedBias!.Span[filter] = (_bias is null ? 0 : _parameters[_bias][filter]) * scale + shift;
    }
}
