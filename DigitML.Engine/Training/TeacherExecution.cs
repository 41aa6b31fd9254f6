using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Networks;
using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Training;

/// <summary>A teacher at work beside a network that learns: its networks see the same images, changed in the same way.</summary>
internal sealed class TeacherExecution
{
    private readonly (NetworkExecution Execution, PixelNormalization Normalization)[] _networks;
    private readonly float[][] _answers;

    /// <summary>Allocates what a step needs.</summary>
    /// <param name="teacher">The networks.</param>
    /// <param name="capacity">Images in a full batch.</param>
    public TeacherExecution(Ensemble teacher, int capacity)
    {
        _networks =
        [
            .. teacher.Members.Select(network =>
                (new NetworkExecution(network.Architecture, network.Parameters, capacity, training: false), network.Normalization)),
        ];
        _answers = [.. Enumerable.Range(0, StepPlan.ShardCount(capacity)).Select(_ => new float[teacher.LabelNames.Count])];
    }

    /// <summary>Plans what has to be done once with the networks' weights.</summary>
    public void PlanWeights(StepPlan plan)
    {
        foreach ((NetworkExecution execution, _) in _networks) { execution.PlanWeights(plan); }
    }

    /// <summary>Plans the way from the images to the networks' logits.</summary>
    public void PlanForward(StepPlan plan)
    {
        foreach ((NetworkExecution execution, PixelNormalization normalization) in _networks)
        {
            WhiteningPass.Plan(plan, normalization, execution.Input);
            execution.PlanForward(plan);
        }
    }

    /// <summary>Says how many images the next step has.</summary>
    public void Begin(int samples)
    {
        foreach ((NetworkExecution execution, _) in _networks) { execution.State.Samples = samples; }
    }

    /// <summary>Shows a row of an image's pixels, 0 to 255, to all networks.</summary>
    public void Show(ReadOnlySpan<float> pixels, int sample, int row)
    {
        foreach ((NetworkExecution execution, PixelNormalization normalization) in _networks)
        {
            normalization.Apply(pixels, execution.Input.ValueRow(sample, row));
        }
    }

    /// <summary>
    /// Puts what the networks say together of an image, softmax of the mean of their logits, in the place of a share of its target.
    /// </summary>
    public void Mix(int shard, int sample, float share, Span<float> target)
    {
        Span<float> answer = _answers[shard];
        answer.Clear();
        foreach ((NetworkExecution execution, _) in _networks)
        {
            ReadOnlySpan<float> logits = execution.Output.ValueRow(sample, 0);
            for (int i = 0; i < answer.Length; i++) { answer[i] += logits[i] / _networks.Length; }
        }

        SoftmaxCrossEntropy.Softmax<float>(answer, answer);
        for (int i = 0; i < target.Length; i++) { target[i] += share * (answer[i] - target[i]); }
    }
}
