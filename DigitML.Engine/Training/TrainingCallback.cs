namespace DigitML;

/// <summary>
/// Is told what happens in a training, and may step in. Each method does nothing unless overridden. One callback serves one training at a
/// time.
/// </summary>
public abstract class TrainingCallback
{
    /// <summary>Before the training itself, after an epoch of one of its teachers (<see cref="Distillation.TeacherPresets"/>).</summary>
    public virtual void OnTeacherEpochEnd(TeacherEpoch epoch)
    {
    }

    /// <summary>Before the first epoch. A callback that remembers things starts afresh here.</summary>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Before an epoch's first step.</summary>
    /// <param name="context">The training.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public virtual void OnEpochBegin(TrainingContext context, int epoch)
    {
    }

    /// <summary>After a step. Keep it short: the training waits.</summary>
    public virtual void OnStepEnd(TrainingContext context, StepResult result)
    {
    }

    /// <summary>After an epoch and its validation; the row is already in the history.</summary>
    public virtual void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
    {
    }

    /// <summary>After the last epoch, also when a callback stopped the training; not when it was cancelled or failed.</summary>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }
}
