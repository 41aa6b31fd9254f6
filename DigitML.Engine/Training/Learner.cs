using DigitML.Engine.Augmentation;
using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Layers;
using DigitML.Engine.Networks;
using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Training;

/// <summary>A network that is learning: its weights, the plan of a step, and the random numbers of every step.</summary>
internal sealed class Learner
{
    // Streams of random numbers for different uses of the one seed.
    private const ulong ShuffleStream = 1, DropoutStream = 2, AugmentationStream = 3;

    private readonly WorkerTeam _team;
    private readonly ParameterSet _parameters;
    private readonly ParameterSet _shown;
    private readonly NetworkExecution _execution;
    private readonly TeacherExecution? _teacher;
    private readonly WeightUpdate _update;
    private readonly StepPlan _plan;
    private readonly PixelNormalization _normalization;
    private readonly Augmenter _augmenter;
    private readonly IReadOnlyList<float>? _classWeights;
    private readonly float[][] _scratch;
    private readonly float[][] _targets;
    private readonly float[] _losses;
    private readonly bool[] _right;
    private readonly int[] _order;
    private InferenceSession? _validation;
    private readonly int _stepsPerPass;
    private int _epoch;
    private int _pass;
    private int _first;

    /// <summary>Draws the first weights and allocates everything that training needs.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="images">What to learn from.</param>
    /// <param name="dense">Whether to leave out the kernels that save multiply-adds, to measure the others.</param>
    public Learner(TrainingOptions options, ImageSet images, bool dense = false)
    {
        (Options, Images) = (options, images);
        _team = WorkerTeam.FromSetting(options.Threads);
        _parameters = options.Network.CreateParameters();
        _parameters.Initialize(options.Seed);
        options.Transfer?.CopyWeights(_parameters, images.LabelNames);
        _shown = options.EmaDecay > 0 ? options.Network.CreateParameters() : _parameters;
        _execution = new NetworkExecution(
            options.Network, _parameters, Math.Min(options.BatchSize, images.Count), training: true, dense,
            frozenLayers: options.Transfer?.FrozenLayers ?? 0);
        _teacher = options.Distillation?.Teacher is { } teacher ? new TeacherExecution(teacher, _execution.Capacity) : null;
        _update = new WeightUpdate(options, _parameters, _execution.Gradients!, options.Transfer?.RateFactors(images.LabelNames));
        _normalization = options.Transfer?.Source.Members[0].Normalization
            ?? PixelNormalization.Measure(images, options.Normalization, options.ZcaEpsilon, options.Threads);
        _augmenter = new Augmenter(options.Augmentation, images.Height, images.Width);
        _classWeights = options.ClassWeights?.Compute(images);
        _scratch = [.. Enumerable.Range(0, StepPlan.ShardCount(_execution.Capacity)).Select(_ => new float[images.Height * images.Width])];
        _targets = [.. _scratch.Select(_ => new float[options.Network.ClassCount])];
        _losses = new float[_execution.Capacity];
        _right = new bool[_execution.Capacity];
        _order = [.. Enumerable.Range(0, images.Count)];
        _stepsPerPass = (images.Count + _execution.Capacity - 1) / _execution.Capacity;
        long steps = (long)options.Epochs * _stepsPerPass;
        PassesPerEpoch = (int)Math.Max(1, (options.MinimumSteps + steps - 1) / steps);
        _plan = PlanStep();
        var frozen = new StepPlan(_execution.Capacity);
        _execution.PlanFrozenWeights(frozen);
        _teacher?.PlanWeights(frozen);
        frozen.Run(_team, _execution.Capacity);
    }

    /// <summary>The training's options.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The training images.</summary>
    public ImageSet Images { get; }

    /// <summary>How often an epoch goes over the images: once, or as often as <see cref="TrainingOptions.MinimumSteps"/> takes.</summary>
    public int PassesPerEpoch { get; }

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => PassesPerEpoch * _stepsPerPass;

    /// <summary>Goes on to an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public void StartEpoch(int epoch) => _epoch = epoch;

    /// <summary>Learns from one batch.</summary>
    /// <param name="step">The step within the epoch, from 0.</param>
    /// <param name="baseRate">The learning rate that the schedule varies.</param>
    /// <returns>The sum of the losses, how many images were recognised, of how many, and the learning rate.</returns>
    public (double LossSum, int Right, int Count, float LearningRate) Step(int step, float baseRate)
    {
        if (step % _stepsPerPass == 0) { StartPass(_epoch * PassesPerEpoch + step / _stepsPerPass); }
        int number = _epoch * StepsPerEpoch + step;
        _first = step % _stepsPerPass * _execution.Capacity;
        int count = Math.Min(_execution.Capacity, Images.Count - _first);
        _execution.State.Samples = count;
        _teacher?.Begin(count);
        _execution.State.Seed = new RandomStream(Options.Seed, DropoutStream, (ulong)number).NextUInt64();
        _update.Number = number + 1;
        // More steps than an int counts are never reached, but the schedule must not see fewer.
        int totalSteps = (int)Math.Min(int.MaxValue, (long)Options.Epochs * StepsPerEpoch);
        _update.LearningRate = Options.Schedule.Rate(baseRate, new TrainingPosition(number, totalSteps, StepsPerEpoch));
        _plan.Run(_team, count);
        double sum = 0;
        foreach (float loss in _losses.AsSpan(0, count)) { sum += loss; }
        return (sum, _right.AsSpan(0, count).Count(true), count, _update.LearningRate);
    }

    /// <summary>Measures the weights as they are now.</summary>
    /// <returns>The mean loss, with the training's label smoothing, and the share of images that was recognised.</returns>
    public (double Loss, double Accuracy) Validate(ImageSet images, CancellationToken cancellationToken)
    {
        ShowWeights();
        _validation ??= new InferenceSession(Options.Network, _shown, _normalization, _execution.Capacity);
        _validation.UpdateWeights(_team);
        int classes = Options.Network.ClassCount, right = 0;
        var logits = new float[images.Count * classes];
        _validation.Run(images, _team, logits, cancellationToken);
        double sum = 0;
        for (int image = 0; image < images.Count; image++)
        {
            ReadOnlySpan<float> row = logits.AsSpan(image * classes, classes);
            sum += SoftmaxCrossEntropy.Loss(row, images.Label(image), Options.LabelSmoothing, 1f, []);
            if (ArgMax.IndexOf(row) == images.Label(image)) { right++; }
        }

        return (sum / images.Count, (double)right / images.Count);
    }

    /// <summary>Copies the weights.</summary>
    public WeightSnapshot TakeSnapshot() => new(_parameters.Values.ToArray(), _update.Average.ToArray());

    /// <summary>Puts copied weights back.</summary>
    public void Restore(WeightSnapshot snapshot)
    {
        snapshot.Values.CopyTo(_parameters.Values);
        snapshot.Average.CopyTo(_update.Average);
    }

    /// <summary>Creates a model with a copy of the weights.</summary>
    /// <param name="epochs">The number of epochs so far.</param>
    public Ensemble CreateEnsemble(int epochs)
    {
        ShowWeights();
        ParameterSet copy = Options.Network.CreateParameters();
        _shown.Values.CopyTo(copy.Values);
        Dictionary<string, string> provenance = TrainingProvenance.Describe(Options, Images, epochs, PassesPerEpoch);
        return new Ensemble(Options.Network, copy, _normalization, Images.LabelNames, provenance)
        {
            TestTimeAugmentations = Options.TestTimeAugmentations,
        };
    }

    /// <summary>Puts the images into the order of a pass over them, from 0.</summary>
    private void StartPass(int pass)
    {
        _pass = pass;
        for (int i = 0; i < _order.Length; i++) { _order[i] = i; }
        new RandomStream(Options.Seed, ShuffleStream, (ulong)pass).Shuffle(_order.AsSpan());
    }

    /// <summary>With a moving average, what is validated and kept is the average; the running statistics are as they are.</summary>
    private void ShowWeights()
    {
        if (_shown == _parameters) { return; }
        _parameters.Values.CopyTo(_shown.Values);
        _update.Average.CopyTo(_shown.Values);
    }

    private StepPlan PlanStep()
    {
        var plan = new StepPlan(_execution.Capacity);
        _execution.PlanWeights(plan);
        plan.PerSample(Load);
        WhiteningPass.Plan(plan, _normalization, _execution.Input);
        _execution.PlanForward(plan);
        _teacher?.PlanForward(plan);
        plan.PerSample(FindLoss);
        _execution.PlanBackward(plan, finished: parameters => _update.PlanEarly(plan, parameters));
        _update.Plan(plan);
        return plan;
    }

    private void Load(Sample sample)
    {
        float[] image = _scratch[sample.Shard];
        int width = Images.Width, index = _order[_first + sample.Index];
        // A stream for every image of every pass: what a thread does doesn't matter.
        var random = new RandomStream(Options.Seed, (AugmentationStream << 32) + (ulong)_pass, (ulong)index);
        _augmenter.Apply(Images.Pixels(index), image, random);
        for (int row = 0; row < Images.Height; row++)
        {
            ReadOnlySpan<float> pixels = image.AsSpan(row * width, width);
            _normalization.Apply(pixels, _execution.Input.ValueRow(sample.Index, row));
            _teacher?.Show(pixels, sample.Index, row);
        }
    }

    private void FindLoss(Sample sample)
    {
        float scale = 1f / _execution.State.Samples;
        ReadOnlySpan<float> logits = _execution.Output.ValueRow(sample.Index, 0);
        int label = Images.Label(_order[_first + sample.Index]);
        float weight = _classWeights is null ? 1 : _classWeights[label];
        Span<float> gradient = _execution.Output.GradientRow(sample.Index, 0);
        ReadOnlySpan<float> target = Target(sample, label);
        _losses[sample.Index] = weight * SoftmaxCrossEntropy.Loss(logits, target, weight * scale, gradient);
        _right[sample.Index] = ArgMax.IndexOf(logits) == label;
    }

    /// <summary>An image's smoothed label and, if there is a teacher, a share of what it says.</summary>
    private float[] Target(Sample sample, int label)
    {
        float[] target = _targets[sample.Shard];
        SoftmaxCrossEntropy.FillTarget(label, Options.LabelSmoothing, target.AsSpan());
        _teacher?.Mix(sample.Shard, sample.Index, Options.Distillation!.TeacherWeight, target);
        return target;
    }
}
