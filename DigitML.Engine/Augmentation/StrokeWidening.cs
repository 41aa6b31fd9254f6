using System.Numerics;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Makes strokes thicker or thinner: grey-scale dilation by a disc, or erosion that leaves a core of every stroke.</summary>
internal sealed class StrokeWidening : IImageEffect
{
    private const int Frame = 3;

    private readonly float _largest;
    private readonly int _height;
    private readonly int _width;
    private readonly int _pitch;

    /// <summary>The effect for pictures of one size, as <see cref="AugmentationOptions.StrokeWidth"/> wants it.</summary>
    public StrokeWidening(AugmentationOptions options, int height, int width)
    {
        _largest = options.StrokeWidth;
        // The frame on the right of a row is also the one on the left of the next.
        (_height, _width, _pitch) = (height, width, width + Frame);
    }

    /// <inheritdoc/>
    public int ScratchLength => 2 * FramedLength;

    private int FramedLength => _pitch * (_height + 2 * Frame) + Frame + ImageBuffer.Register;

    /// <inheritdoc/>
    public void Apply(Span<float> picture, Span<float> scratch, ref RandomStream random) =>
        Change(picture, scratch, random.Uniform(-_largest, _largest));

    /// <summary>Moves the edges of strokes outwards.</summary>
    /// <param name="picture">As <see cref="IImageEffect.Apply"/> has it.</param>
    /// <param name="scratch">The same.</param>
    /// <param name="radius">How many pixels, -3 to 3; below 0 inwards.</param>
    public void Change(Span<float> picture, Span<float> scratch, float radius)
    {
        Span<float> framed = scratch[..FramedLength];
        framed.Clear();
        for (int y = 0; y < _height; y++) { picture.Slice(y * _width, _width).CopyTo(framed[Start(y)..]); }
        if (radius >= 0)
        {
            Thicken(framed, picture, radius);
            return;
        }
        Span<float> eroded = scratch.Slice(FramedLength, FramedLength);
        eroded.Clear();
        for (float left = -radius; left > 0; left--) { Thin(framed, eroded, Math.Min(1, left)); }
        for (int y = 0; y < _height; y++) { framed.Slice(Start(y), _width).CopyTo(picture[(y * _width)..]); }
    }

    private int Start(int y) => (y + Frame) * _pitch + Frame;

    /// <summary>The largest of all pixels in reach, those in the last pixel of the way weakened, so that the radius works continuously.</summary>
    private void Thicken(ReadOnlySpan<float> framed, Span<float> picture, float radius)
    {
        Span<(int Offset, float Weight)> disc = stackalloc (int, float)[(2 * Frame + 1) * (2 * Frame + 1)];
        disc = disc[..FillDisc(disc, radius)];
        ref float source = ref MemoryMarshal.GetReference(framed);
        ref float target = ref MemoryMarshal.GetReference(picture);
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x += Vector<float>.Count)
            {
                int place = Start(y) + x;
                Vector<float> largest = Vector.LoadUnsafe(ref source, (nuint)place);
                foreach ((int offset, float weight) in disc)
                {
                    largest = Vector.Max(largest, weight * Vector.LoadUnsafe(ref source, (nuint)(place + offset)));
                }
                largest.StoreUnsafe(ref target, (nuint)(y * _width + x));
            }
        }
    }

    private int FillDisc(Span<(int Offset, float Weight)> disc, float radius)
    {
        int count = 0;
        for (int y = -Frame; y <= Frame; y++)
        {
            for (int x = -Frame; x <= Frame; x++)
            {
                float weight = 1 + radius - MathF.Sqrt(x * x + y * y);
                if (weight > 0 && (x, y) != (0, 0)) { disc[count++] = (y * _pitch + x, Math.Min(1, weight)); }
            }
        }
        return count;
    }

    /// <summary>Takes away the outermost pixel of the strokes, or a share of it.</summary>
    /// <remarks>
    /// What an erosion deletes altogether, an opening (the dilation of the eroded picture) doesn't bring back. So only the difference of
    /// opening and erosion is taken away: the edge of what survives. Lines of one or two pixels stay as they are.
    /// </remarks>
    private void Thin(Span<float> framed, Span<float> eroded, float share)
    {
        ref float source = ref MemoryMarshal.GetReference(framed);
        ref float minimum = ref MemoryMarshal.GetReference(eroded);
        int end = Start(_height - 1) + _width;
        for (int i = Start(0); i < end; i += Vector<float>.Count)
        {
            Vector<float> beside = Vector.Min(Vector.LoadUnsafe(ref source, (nuint)(i - 1)), Vector.LoadUnsafe(ref source, (nuint)(i + 1)));
            Vector<float> across = Vector.Min(
                Vector.LoadUnsafe(ref source, (nuint)(i - _pitch)), Vector.LoadUnsafe(ref source, (nuint)(i + _pitch)));
            Vector.Min(Vector.LoadUnsafe(ref source, (nuint)i), Vector.Min(beside, across)).StoreUnsafe(ref minimum, (nuint)i);
        }
        for (int i = Start(0); i < end; i += Vector<float>.Count)
        {
            Vector<float> beside = Vector.Max(Vector.LoadUnsafe(ref minimum, (nuint)(i - 1)), Vector.LoadUnsafe(ref minimum, (nuint)(i + 1)));
            Vector<float> across = Vector.Max(
                Vector.LoadUnsafe(ref minimum, (nuint)(i - _pitch)), Vector.LoadUnsafe(ref minimum, (nuint)(i + _pitch)));
            Vector<float> core = Vector.LoadUnsafe(ref minimum, (nuint)i), edge = Vector.Max(core, Vector.Max(beside, across)) - core;
            // In the frame there is an edge but nothing to take it from.
            Vector<float> rest = Vector.LoadUnsafe(ref source, (nuint)i) - share * edge;
            Vector.Max(rest, Vector<float>.Zero).StoreUnsafe(ref source, (nuint)i);
        }
    }
}
