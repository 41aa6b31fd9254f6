using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>One kind of change to pictures of one size. Has no state that changes: threads may share it.</summary>
internal interface IImageEffect
{
    /// <summary>How many floats of scratch memory <see cref="Apply"/> needs.</summary>
    int ScratchLength { get; }

    /// <summary>Changes a picture in place, by an amount drawn at random.</summary>
    /// <param name="picture">[H, W] in a buffer of <see cref="ImageBuffer.Length"/>, 0 to 255; what the spare part holds does not matter.</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>; whatever it holds is overwritten.</param>
    /// <param name="random">Opened for this picture and effect alone.</param>
    void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random);
}
