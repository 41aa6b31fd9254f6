using System.Numerics;
using DigitML.Engine.Kernels;
using DigitML.Engine.Layers;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Training;

/// <summary>The end of a step: gradients are clipped, the optimizer moves the weights, and their moving average follows.</summary>
internal sealed class WeightUpdate
{
    private const int ChunkLength = 16384;

    private readonly TrainingOptions _options;
    private readonly ParameterSet _parameters;
    private readonly GradientSet _gradients;
    private readonly List<Chunk> _chunks = [];
    private readonly double[] _squares;
    private readonly AlignedBuffer _first, _second, _average;
    private float _gradientScale = 1;

    /// <summary>Makes the optimizer's memory.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="gradients">Its gradients.</param>
    /// <param name="rateFactors">By parameter, the factor on its learning rate, 0 for one that stays as it is; null for 1 everywhere.</param>
    public WeightUpdate(
        TrainingOptions options, ParameterSet parameters, GradientSet gradients, IReadOnlyList<float>? rateFactors = null)
    {
        (_options, _parameters, _gradients) = (options, parameters, gradients);
        foreach ((int index, Parameter parameter) in parameters.Parameters.Index())
        {
            float factor = rateFactors?[index] ?? 1;
            if (parameter.Spec.Role == ParameterRole.RunningStatistic || factor == 0) { continue; }
            float decay = parameter.Spec.Role == ParameterRole.Weight ? options.Optimizer.WeightDecay : 0;
            for (int start = 0; start < parameter.PaddedLength; start += ChunkLength)
            {
                _chunks.Add(new Chunk(parameter, parameter.Offset + start, Math.Min(ChunkLength, parameter.PaddedLength - start), decay, factor));
            }
        }

        _squares = new double[_chunks.Count];
        _first = new AlignedBuffer(options.Optimizer.StateCount > 0 ? parameters.LearntLength : 0);
        _second = new AlignedBuffer(options.Optimizer.StateCount > 1 ? parameters.LearntLength : 0);
        _first.Span.Fill(options.Optimizer.InitialState);
        _average = new AlignedBuffer(options.EmaDecay > 0 ? parameters.LearntLength : 0);
        parameters.Values[.._average.Length].CopyTo(_average.Span);
    }

    /// <summary>This step's learning rate.</summary>
    public float LearningRate { get; set; }

    /// <summary>Number of this step, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The moving average of what is learnt; empty when none is kept.</summary>
    public Span<float> Average => _average.Span;

    /// <summary>
    /// Plans the update of parameters whose gradients are complete already, along with the work on samples that follows: it waits for the memory
    /// more than it computes. Where gradients are clipped all of them must be known first, so this plans nothing.
    /// </summary>
    public void PlanEarly(StepPlan plan, IReadOnlyList<Parameter> parameters)
    {
        if (_options.Optimizer.ClipNorm > 0) { return; }
        Chunk[] chunks = [.. _chunks.Where(chunk => parameters.Contains(chunk.Parameter))];
        _chunks.RemoveAll(chunks.Contains);
        plan.Alongside(chunks.Length, item => Update(chunks[item]));
    }

    /// <summary>Plans the update of all parameters that have not been updated by then.</summary>
    public void Plan(StepPlan plan)
    {
        if (_options.Optimizer.ClipNorm > 0)
        {
            plan.PerItem(_chunks.Count, item => _squares[item] = SumOfSquares(_chunks[item]));
            plan.Once(FindGradientScale);
        }

        plan.PerItem(_chunks.Count, item => Update(_chunks[item]));
    }

    private double SumOfSquares(Chunk chunk)
    {
        double sum = 0;
        foreach (float gradient in chunk.Of(_gradients.Values)) { sum += (double)gradient * gradient; }
        return sum;
    }

    // As PyTorch's clip_grad_norm_: a little is added to the norm, and short gradients stay as they are.
    private void FindGradientScale()
    {
        double norm = Math.Sqrt(_squares.Sum());
        _gradientScale = (float)Math.Min(1, _options.Optimizer.ClipNorm / (norm + 1e-6));
    }

    private void Update(Chunk chunk)
    {
        Span<float> weights = chunk.Of(_parameters.Values);
        _options.Optimizer.Update(new OptimizerStep
        {
            Weights = weights, Gradients = chunk.Of(_gradients.Values),
            First = _first.Length > 0 ? chunk.Of(_first.Span) : [], Second = _second.Length > 0 ? chunk.Of(_second.Span) : [],
            LearningRate = LearningRate * chunk.RateFactor, WeightDecay = chunk.Decay, GradientScale = _gradientScale, Number = Number,
        });
        if (_average.Length > 0) { FollowAverage(chunk.Of(_average.Span), weights); }
    }

    private void FollowAverage(Span<float> average, Span<float> weights)
    {
        // The first weights are random: they leave the average within some tens of steps, whatever the decay.
        float keep = Math.Min(_options.EmaDecay, Number / (Number + 9f));
        Span<Vector<float>> averages = OptimizerStep.Wide(average), values = OptimizerStep.Wide(weights);
        for (int i = 0; i < averages.Length; i++) { averages[i] = averages[i] * keep + values[i] * (1 - keep); }
    }

    private readonly record struct Chunk(Parameter Parameter, int Start, int Length, float Decay, float RateFactor)
    {
        public Span<float> Of(Span<float> all) => all.Slice(Start, Length);
    }
}
