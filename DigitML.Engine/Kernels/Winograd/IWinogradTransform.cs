namespace DigitML.Engine.Kernels.Winograd;

/// <summary>
/// Winograd's minimal filtering F(m, r) in one dimension: m neighbouring outputs of a kernel of r taps from n = m + r - 1 products
/// instead of m * r. Inputs and kernel are evaluated, as polynomials, at n points; the products at the points determine the outputs.
/// </summary>
/// <remarks>
/// Toom and Cook's algorithm, applied to convolution by Winograd; Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016).
/// The points are 0, pairs of a number and its negative, and infinity. Such pairs share their even and odd parts. The numbers are exact in
/// binary and lie on both sides of 1: with 3/4 and 3/2 the rounding errors of F(4, 3) are a quarter of those with the customary 1 and 2.
/// </remarks>
internal unsafe interface IWinogradTransform
{
    /// <summary>Number of points n, infinity included; also the inputs that one step reads.</summary>
    static abstract int Points { get; }

    /// <summary>The points besides 0 and infinity: plus and minus each of these; the third is 0 if there are six points.</summary>
    static abstract float First { get; }

    /// <inheritdoc cref="First"/>
    static abstract float Second { get; }

    /// <inheritdoc cref="First"/>
    static abstract float Third { get; }

    /// <summary>Reads n registers a stride apart (inputs at neighbouring pixels) and writes n registers a stride apart (one a point).</summary>
    static abstract void Input<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
