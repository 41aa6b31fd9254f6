namespace DigitML;

/// <summary>How the learning rate goes over a training, step by step. Plain data; the base rate is the optimizer's.</summary>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="baseRate">The optimizer's learning rate, as callbacks have changed it.</param>
    /// <param name="position">Which step it is.</param>
    public abstract float Rate(float baseRate, TrainingPosition position);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="DigitMLException">One is out of range.</exception>
    internal virtual void Validate()
    {
    }

    /// <summary>Complains about a setting.</summary>
    private protected void Require(bool condition, string what, float value, string wanted) =>
        Setting.Require(condition, $"{GetType().Name}: the {what}", value, wanted);
}
