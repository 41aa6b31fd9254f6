namespace DigitML.Engine.Layers.Operations;

/// <summary>A batch normalisation that is only used: with its running statistics it is y = scale * x + shift for each channel.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Parameters">Gamma, beta, running mean, running variance.</param>
internal sealed record FoldedBatchNorm(float Epsilon, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Scale and shift of a channel.</summary>
    public (float Scale, float Shift) Transform(ParameterSet values, int channel)
    {
        float gamma = values[Parameters[0]][channel], beta = values[Parameters[1]][channel];
        float mean = values[Parameters[2]][channel], variance = values[Parameters[3]][channel];
        return Transform(gamma, beta, mean, 1 / Math.Sqrt(variance + (double)Epsilon));
    }

    /// <summary>Scale and shift of a channel whose statistics are known: (x - mean) * inverseDeviation * gamma + beta.</summary>
    public static (float Scale, float Shift) Transform(float gamma, float beta, double mean, double inverseDeviation)
    {
        double scale = gamma * inverseDeviation;
        return ((float)scale, (float)(beta - mean * scale));
    }
}
