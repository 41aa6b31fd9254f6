using System.Diagnostics;

namespace DigitML.Engine.Training;

/// <summary>Runs the epochs of a training and tells its callbacks.</summary>
internal sealed class TrainingLoop(
    Learner learner, TrainingContext context, ImageSet? validation, IReadOnlyList<TrainingCallback> callbacks, CancellationToken cancellationToken)
{
    private readonly StepHistory _trace = new();
    private double _learningSeconds;

    /// <summary>Training images learnt from so far, every epoch's counted.</summary>
    public long ImagesSeen { get; private set; }

    /// <summary>Images a second while learning, validation left out; 0 before the first.</summary>
    public double ImagesPerSecond => ImagesSeen > 0 ? ImagesSeen / _learningSeconds : 0;

    /// <summary>The course of the steps so far.</summary>
    public IReadOnlyList<StepPoint> Steps => _trace.ToPoints();

    /// <summary>Learns from every image once, validates, and adds a row to the history. A callback may stop it before it begins.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public void RunEpoch(int epoch)
    {
        var watch = Stopwatch.StartNew();
        foreach (TrainingCallback callback in callbacks) { callback.OnEpochBegin(context, epoch + 1); }
        if (context.IsStopping) { return; }
        (double loss, double accuracy, float learningRate) = Learn(epoch);
        _learningSeconds += watch.Elapsed.TotalSeconds;
        (double, double)? measured = validation is null ? null : learner.Validate(validation, cancellationToken);
        var row = new EpochMetrics(epoch + 1, loss, accuracy, measured?.Item1, measured?.Item2, learningRate, watch.Elapsed.TotalSeconds);
        context.Add(row);
        foreach (TrainingCallback callback in callbacks) { callback.OnEpochEnd(context, row); }
    }

    /// <summary>How the final weights do: measured when no epoch has, or when a callback has put earlier ones back.</summary>
    public (double? Loss, double? Accuracy) FinalValidation()
    {
        if (validation is null) { return (null, null); }
        if (!context.WasRestored && context.History.Count > 0)
        {
            EpochMetrics last = context.History[^1];
            return (last.ValidationLoss, last.ValidationAccuracy);
        }

        (double loss, double accuracy) = learner.Validate(validation, cancellationToken);
        return (loss, accuracy);
    }

    private (double Loss, double Accuracy, float LearningRate) Learn(int epoch)
    {
        learner.StartEpoch(epoch);
        double lossSum = 0;
        long right = 0, seen = 0;
        float learningRate = 0;
        for (int step = 0; step < learner.StepsPerEpoch && !context.IsStopping; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double stepLoss, int stepRight, int count, learningRate) = learner.Step(step, context.LearningRate);
            lossSum += stepLoss;
            right += stepRight;
            seen += count;
            _trace.Add(epoch + (step + 1.0) / learner.StepsPerEpoch, stepLoss, count, learningRate);
            var result = new StepResult(epoch + 1, step + 1, stepLoss / count, lossSum / seen, (double)right / seen);
            foreach (TrainingCallback callback in callbacks) { callback.OnStepEnd(context, result); }
        }

        ImagesSeen += seen;
        return (lossSum / seen, (double)right / seen, learningRate);
    }
}
