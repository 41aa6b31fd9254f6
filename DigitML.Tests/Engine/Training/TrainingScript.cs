using DigitML.Engine.Training;

namespace DigitML.Tests.Engine.Training;

/// <summary>
/// A tiny real training whose epochs learn from real images but report the figures of a script, to see what a callback makes of them.
/// </summary>
internal sealed class TrainingScript
{
    private readonly Learner _session;

    public TrainingScript(float learningRate = .125f)
    {
        ImageSet images = SyntheticDigits.Make(10, size: 8);
        Options = new TrainingOptions
        {
            Network = new Network([new Flatten(), new Dense(10)], new TensorShape(8, 8, 1)), Optimizer = new Sgd { LearningRate = learningRate },
            Epochs = 100, Threads = 1,
        };
        _session = new Learner(Options, images);
        Context = new TrainingContext(_session, Messages);
    }

    public TrainingOptions Options { get; }

    public TrainingContext Context { get; }

    public MessageList Messages { get; } = [];

    /// <summary>The weights' sum after each epoch, from epoch 1 at index 0.</summary>
    public List<string> Sums { get; } = [];

    /// <summary>The base learning rate after each epoch's callbacks.</summary>
    public List<float> LearningRates { get; } = [];

    public string WeightsSum => Context.CreateClassifier().WeightsSha256();

    /// <summary>Runs epochs with these validation losses from begin to end, until the callback stops it.</summary>
    /// <returns>How many epochs were run.</returns>
    public int Run(TrainingCallback callback, params double?[] losses) =>
        Run(callback, losses.Select(loss => Row(validationLoss: loss, validationAccuracy: loss is null ? null : 0)));

    /// <summary>Runs epochs with these figures from begin to end, until the callback stops it.</summary>
    /// <returns>How many epochs were run.</returns>
    public int Run(TrainingCallback callback, IEnumerable<EpochMetrics> rows)
    {
        callback.OnTrainBegin(Context);
        foreach (EpochMetrics row in rows)
        {
            Epoch(callback, row);
            if (Context.IsStopping) { break; }
        }

        callback.OnTrainEnd(Context);
        return Sums.Count;
    }

    /// <summary>One epoch: learns, adds the figures to the history, tells the callback.</summary>
    public void Epoch(TrainingCallback callback, EpochMetrics figures)
    {
        int epoch = Sums.Count;
        EpochMetrics row = figures with { Epoch = epoch + 1 };
        callback.OnEpochBegin(Context, epoch + 1);
        _session.StartEpoch(epoch);
        _session.Step(0, Context.LearningRate);
        Sums.Add(WeightsSum);
        Context.Add(row);
        callback.OnEpochEnd(Context, row);
        LearningRates.Add(Context.LearningRate);
    }

    /// <summary>An epoch's figures; its number follows from the script.</summary>
    public static EpochMetrics Row(
        double loss = 0, double accuracy = 0, double? validationLoss = null, double? validationAccuracy = null, float learningRate = .125f) =>
        new(0, loss, accuracy, validationLoss, validationAccuracy, learningRate, 0);
}
