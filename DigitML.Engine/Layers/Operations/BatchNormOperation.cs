using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Batch normalisation. Each shard finds the mean and the squared differences of its own pixels, which are then combined exactly
/// (Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979). The ReLU after it, if there is
/// one, is computed along.
/// </summary>
internal sealed class BatchNormOperation : Operation
{
    private readonly OperationContext _context;
    private readonly BatchNorm _layer;
    private readonly Parameter _gamma, _beta, _runningMean, _runningVariance;
    private readonly float _slope;
    private readonly int _channels;
    private readonly int _pixels;

    // By shard: first the mean and the squared differences, in the backward pass the sums of dy and of dy * (x - mean).
    private readonly float[][] _first, _second;
    private readonly float[] _mean, _inverseDeviation;
    private float[] _scale, _shift;
    private readonly float[] _gradientFactor, _valueFactor, _constant;

    /// <summary>Makes the operation.</summary>
    public BatchNormOperation(
        OperationContext context, BatchNorm layer, Activation input, IReadOnlyList<Parameter> parameters, FusedActivation tail)
        : base(input, new Activation(input.Shape))
    {
        _context = context;
        (_layer, _slope) = (layer, tail.Slope);
        (_gamma, _beta, _runningMean, _runningVariance) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        _channels = input.Shape.Channels;
        _pixels = input.Shape.Height * input.Shape.Width;
        _first = [.. Enumerable.Range(0, context.Shards).Select(_ => new float[_channels])];
        _second = [.. Enumerable.Range(0, context.Shards).Select(_ => new float[_channels])];
        (_mean, _inverseDeviation, _scale, _shift) = (new float[_channels], new float[_channels], new float[_channels], new float[_channels]);
        (_gradientFactor, _valueFactor, _constant) = (new float[_channels], new float[_channels], new float[_channels]);
    }

    private double Count => (double)_context.State.Samples * _pixels;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void PlanWeights(StepPlan plan)
    {
        if (_context.Gradients is null) { plan.Once(UseRunningStatistics); }
    }

    /// <inheritdoc/>
    public override void ShareWeights(Operation source) =>
        (_scale, _shift) = (((BatchNormOperation)source)._scale, ((BatchNormOperation)source)._shift);

    /// <inheritdoc/>
    public override void PlanForward(StepPlan plan)
    {
        if (_context.Gradients is not null)
        {
            plan.PerShard(Measure);
            plan.Once(CombineStatistics);
        }

        plan.PerSample(Transform);
    }

    /// <inheritdoc/>
    public override void PlanBackward(StepPlan plan, bool inputGradient)
    {
        plan.PerSample(SumGradients);
        plan.Once(CombineGradients);
        if (inputGradient) { plan.PerSample(TransformGradients); }
    }

    private void UseRunningStatistics()
    {
        Span<float> mean = _context.Parameters[_runningMean], variance = _context.Parameters[_runningVariance];
        for (int c = 0; c < _channels; c++) { SetTransform(c, mean[c], variance[c]); }
    }

    private void SetTransform(int channel, double mean, double variance)
    {
        double inverseDeviation = 1 / Math.Sqrt(variance + _layer.Epsilon);
        _mean[channel] = (float)mean;
        _inverseDeviation[channel] = (float)inverseDeviation;
        (_scale[channel], _shift[channel]) = FoldedBatchNorm.Transform(
            _context.Parameters[_gamma][channel], _context.Parameters[_beta][channel], mean, inverseDeviation);
    }

    private void Measure(Shard shard)
    {
        float[] mean = _first[shard.Index], differences = _second[shard.Index];
        Array.Clear(mean);
        Array.Clear(differences);
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            for (int row = 0; row < Input.Shape.Height; row++) { ColumnSums.Add(Input.ValueRow(sample, row), mean); }
        }

        float share = 1f / (shard.Count * _pixels);
        for (int c = 0; c < _channels; c++) { mean[c] *= share; }
        for (int sample = shard.First; sample < shard.End; sample++)
        {
            for (int row = 0; row < Input.Shape.Height; row++)
            {
                BatchNormalization.AddSquaredDifferences(Input.ValueRow(sample, row), mean, differences);
            }
        }
    }

    private void CombineStatistics()
    {
        Span<float> runningMean = _context.Parameters[_runningMean], runningVariance = _context.Parameters[_runningVariance];
        double keep = _layer.Momentum, unbias = Count > 1 ? Count / (Count - 1) : 1;
        for (int c = 0; c < _channels; c++)
        {
            (double mean, double variance) = Combine(c);
            SetTransform(c, mean, variance);
            runningMean[c] = (float)(keep * runningMean[c] + (1 - keep) * mean);
            runningVariance[c] = (float)(keep * runningVariance[c] + (1 - keep) * variance * unbias);
        }
    }

    private (double Mean, double Variance) Combine(int channel)
    {
        double mean = 0, squares = 0;
        for (int shard = 0; shard < _context.ActiveShards; shard++) { mean += _first[shard][channel] * PixelsOf(shard); }
        mean /= Count;
        for (int shard = 0; shard < _context.ActiveShards; shard++)
        {
            double distance = _first[shard][channel] - mean;
            squares += _second[shard][channel] + distance * distance * PixelsOf(shard);
        }

        return (mean, squares / Count);
    }

    private double PixelsOf(int shard) => (double)Math.Min(_context.ShardSize, _context.State.Samples - shard * _context.ShardSize) * _pixels;

    private void Transform(Sample sample)
    {
        for (int row = 0; row < Input.Shape.Height; row++)
        {
            BatchNormalization.Transform(Input.ValueRow(sample.Index, row), _scale, _shift, _slope, Output.ValueRow(sample.Index, row));
        }
    }

    private void SumGradients(Sample sample)
    {
        float[] gradients = _first[sample.Shard], products = _second[sample.Shard];
        if (sample.OpensShard)
        {
            Array.Clear(gradients);
            Array.Clear(products);
        }

        for (int row = 0; row < Input.Shape.Height; row++)
        {
            Span<float> gradient = Output.GradientRow(sample.Index, row);
            if (_slope != 1) { Rectifier.Backward(Output.ValueRow(sample.Index, row), gradient, _slope); }
            BatchNormalization.AddGradientSums(Input.ValueRow(sample.Index, row), gradient, _mean, gradients, products);
        }
    }

    // dx = gamma / deviation * (dy - mean(dy) - (x - mean) / deviation^2 * mean(dy * (x - mean))), sorted by dy, x and the rest.
    private void CombineGradients()
    {
        Span<float> gamma = _context.Gradients![_gamma], beta = _context.Gradients[_beta];
        for (int c = 0; c < _channels; c++)
        {
            double gradients = 0, products = 0;
            for (int shard = 0; shard < _context.ActiveShards; shard++)
            {
                gradients += _first[shard][c];
                products += _second[shard][c];
            }

            double inverse = _inverseDeviation[c], valueFactor = -_scale[c] * inverse * inverse * products / Count;
            beta[c] = (float)gradients;
            gamma[c] = (float)(products * inverse);
            _gradientFactor[c] = _scale[c];
            _valueFactor[c] = (float)valueFactor;
            _constant[c] = (float)(-_scale[c] * gradients / Count - valueFactor * _mean[c]);
        }
    }

    private void TransformGradients(Sample sample)
    {
        for (int row = 0; row < Input.Shape.Height; row++)
        {
            BatchNormalization.DataGradient(Input.ValueRow(sample.Index, row), Output.GradientRow(sample.Index, row),
                _gradientFactor, _valueFactor, _constant, Input.GradientRow(sample.Index, row));
        }
    }
}
