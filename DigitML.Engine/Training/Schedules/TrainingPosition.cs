namespace DigitML;

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps done before this one: 0 for the first.</param>
/// <param name="TotalSteps">Steps of the whole training, all epochs.</param>
/// <param name="StepsPerEpoch">Steps of one epoch.</param>
public readonly record struct TrainingPosition(int Step, int TotalSteps, int StepsPerEpoch)
{
    /// <summary>The epoch, from 0.</summary>
    public int Epoch => Step / StepsPerEpoch;
}
