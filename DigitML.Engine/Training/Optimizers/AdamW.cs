namespace DigitML;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2017): w -= rate * WeightDecay * w beside Adam's own step.</summary>
public sealed record AdamW : AdamFamily
{
    /// <summary>AdamW with PyTorch's default decay of 0.01.</summary>
    public AdamW() => WeightDecay = .01f;

    internal override bool DecoupledDecay => true;
}
