using System.Globalization;

namespace DigitML;

/// <summary>Ends the training when a step's loss is no longer a number, or infinite, as Keras' TerminateOnNaN does.</summary>
public sealed class TerminateOnNaN : TrainingCallback
{
    /// <summary>Whether to throw instead of ending the training in an orderly way; false unless set.</summary>
    public bool Throws { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArithmeticException">The loss is invalid and <see cref="Throws"/> is set.</exception>
    public override void OnStepEnd(TrainingContext context, StepResult result)
    {
        if (double.IsFinite(result.Loss)) { return; }
        string message = string.Create(CultureInfo.InvariantCulture, $"Batch {result.Step - 1}: Invalid loss, terminating training");
        if (Throws) { throw new ArithmeticException(message); }
        context.Report(message);
        context.Stop();
    }
}
