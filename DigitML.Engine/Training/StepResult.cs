namespace DigitML;

/// <summary>What a step came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 1.</param>
/// <param name="Loss">The mean loss over the step's images.</param>
/// <param name="EpochLoss">The mean loss over the epoch's images so far.</param>
/// <param name="EpochAccuracy">Share of the epoch's images so far that was recognised, 0 to 1.</param>
public readonly record struct StepResult(int Epoch, int Step, double Loss, double EpochLoss, double EpochAccuracy);
