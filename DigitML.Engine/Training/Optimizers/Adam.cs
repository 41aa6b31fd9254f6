namespace DigitML;

/// <summary>
/// Adam (Kingma and Ba, 2014): w -= rate * m / (sqrt(v) + Epsilon), with m and v the running means of the gradient and its square,
/// corrected for their start at zero.
/// </summary>
/// <remarks>
/// Keras adds Epsilon before the correction, which matters only for gradients near it; Keras' default Epsilon is 1e-7, PyTorch's 1e-8.
/// </remarks>
public sealed record Adam : AdamFamily
{
    internal override bool DecoupledDecay => false;
}
