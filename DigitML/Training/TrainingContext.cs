using DigitML.Models;

namespace DigitML.Training;

/// <summary>A training as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly TrainingSession _session;
    private readonly List<EpochRow> _history = [];
    private readonly IProgress<string>? _messages;

    internal TrainingContext(TrainingSession session, IProgress<string>? messages)
    {
        _session = session;
        _messages = messages;
        LearningRate = session.Options.Optimizer.LearningRate;
    }

    /// <summary>The training's options.</summary>
    public TrainingOptions Options => _session.Options;

    /// <summary>Training images.</summary>
    public int Images => _session.Images.Count;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => _session.StepsPerEpoch;

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochRow> History => _history;

    /// <summary>The base learning rate, which the schedule varies; set it to change the steps that follow.</summary>
    public float LearningRate { get; set; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends the training after the step or epoch that is under way.</summary>
    public void Stop() => IsStopping = true;

    /// <summary>Tells the user something.</summary>
    public void Report(string message) => _messages?.Report(message);

    /// <summary>Copies the weights as they are now.</summary>
    public WeightSnapshot TakeSnapshot() => _session.TakeSnapshot();

    /// <summary>Puts weights back that were copied earlier.</summary>
    public void Restore(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _session.Restore(snapshot);
        WasRestored = true;
    }

    /// <summary>A classifier with the weights as they are now, not calibrated; later training doesn't change it.</summary>
    public DigitClassifier CreateClassifier() => _session.CreateClassifier(_history.Count);

    /// <summary>Whether earlier weights were put back, so that the last epoch's figures are not those of the weights.</summary>
    internal bool WasRestored { get; private set; }

    internal void Add(EpochRow row) => _history.Add(row);
}
