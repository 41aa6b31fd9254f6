namespace DigitML;

/// <summary>A stretch of steps of a training, for its curves.</summary>
/// <param name="Epoch">Epochs done at its end, in fractions: 0.5 is half of the first one.</param>
/// <param name="Loss">The mean loss over its images, augmented and with dropout.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
public readonly record struct StepPoint(double Epoch, double Loss, float LearningRate);
