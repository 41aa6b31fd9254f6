using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Blurs pictures: columns, then rows, with a Gaussian curve of three deviations either way. Beyond its edges a picture goes on as
/// there.</summary>
internal sealed class GaussianBlur(AugmentationOptions options, int height, int width) : IImageEffect
{
    private const int MaximumReach = 9;

    /// <inheritdoc/>
    public int ScratchLength => ImageBuffer.Length(height, width) + ImageBuffer.Length(1, width + 2 * MaximumReach);

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random) =>
        Blur(picture, scratch, random.Uniform(0, options.Blur));

    /// <summary>Blurs.</summary>
    /// <param name="picture">As <see cref="IImageEffect.Apply"/> has it.</param>
    /// <param name="scratch">The same.</param>
    /// <param name="deviation">In pixels, 0 to 3.</param>
    public void Blur(Span<float> picture, Span<float> scratch, float deviation)
    {
        // Less than that moves no grey level.
        if (deviation < .1f) { return; }
        int reach = (int)MathF.Ceiling(3 * deviation);
        Span<float> weights = stackalloc float[2 * reach + 1];
        Fill(weights, deviation);
        Span<float> copy = scratch[..picture.Length], row = scratch[picture.Length..];
        picture.CopyTo(copy);
        for (int y = 0; y < height; y++)
        {
            BlurColumns(copy, row[reach..], y, weights);
            row[..reach].Fill(row[reach]);
            row.Slice(reach + width, reach).Fill(row[reach + width - 1]);
            BlurRow(row, picture[(y * width)..], weights);
        }
    }

    private static void Fill(Span<float> weights, float deviation)
    {
        float sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            float distance = (i - weights.Length / 2) / deviation;
            sum += weights[i] = MathF.Exp(-.5f * distance * distance);
        }
        foreach (ref float weight in weights) { weight /= sum; }
    }

    private void BlurColumns(ReadOnlySpan<float> source, Span<float> row, int y, ReadOnlySpan<float> weights)
    {
        ref float pixels = ref MemoryMarshal.GetReference(source);
        ref float target = ref MemoryMarshal.GetReference(row);
        int top = y - weights.Length / 2;
        for (int x = 0; x < width; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (int i = 0; i < weights.Length; i++)
            {
                int place = Math.Clamp(top + i, 0, height - 1) * width + x;
                sum = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref pixels, (nuint)place), new Vector<float>(weights[i]), sum);
            }
            sum.StoreUnsafe(ref target, (nuint)x);
        }
    }

    private void BlurRow(ReadOnlySpan<float> source, Span<float> row, ReadOnlySpan<float> weights)
    {
        ref float pixels = ref MemoryMarshal.GetReference(source);
        ref float target = ref MemoryMarshal.GetReference(row);
        for (int x = 0; x < width; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (int i = 0; i < weights.Length; i++)
            {
                sum = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref pixels, (nuint)(x + i)), new Vector<float>(weights[i]), sum);
            }
            sum.StoreUnsafe(ref target, (nuint)x);
        }
    }
}
