using DigitML.Engine.Training;

namespace DigitML;

/// <summary>A training as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly Learner _learner;
    private readonly List<EpochMetrics> _history = [];
    private readonly IProgress<string>? _messages;

    internal TrainingContext(Learner learner, IProgress<string>? messages)
    {
        _learner = learner;
        _messages = messages;
        LearningRate = learner.Options.Optimizer.LearningRate;
    }

    /// <summary>The training's options.</summary>
    public TrainingOptions Options => _learner.Options;

    /// <summary>Training images.</summary>
    public int ImageCount => _learner.Images.Count;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => _learner.StepsPerEpoch;

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>The base learning rate, which the schedule varies; set it to change the steps that follow.</summary>
    public float LearningRate { get; set; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends the training after the step or epoch that is under way.</summary>
    public void Stop() => IsStopping = true;

    /// <summary>Tells the user something.</summary>
    public void Report(string message) => _messages?.Report(message);

    /// <summary>Copies the weights as they are now.</summary>
    public WeightSnapshot TakeSnapshot() => _learner.TakeSnapshot();

    /// <summary>Puts weights back that were copied earlier.</summary>
    public void Restore(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _learner.Restore(snapshot);
        WasRestored = true;
    }

    /// <summary>Creates a model with a copy of the current weights, not calibrated.</summary>
    public Ensemble CreateEnsemble() => _learner.CreateEnsemble(_history.Count);

    /// <summary>Whether earlier weights were put back, so that the last epoch's figures are not those of the weights.</summary>
    internal bool WasRestored { get; private set; }

    internal void Add(EpochMetrics row) => _history.Add(row);
}
