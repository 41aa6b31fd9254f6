namespace DigitML.Engine.Layers.Operations;

/// <summary>What follows a convolution or dense layer and is computed together with it, while its numbers are in registers or in the cache.</summary>
/// <param name="Slope">Factor for negative outputs: 0 for a ReLU, 1 for none.</param>
/// <param name="MaxPool">Whether max-pooling of 2x2 windows side by side follows.</param>
/// <param name="BatchNorm">A batch normalisation that the weights take over; only where no gradient is wanted.</param>
internal sealed record FusedActivation(float Slope = 1, bool MaxPool = false, FoldedBatchNorm? BatchNorm = null);
