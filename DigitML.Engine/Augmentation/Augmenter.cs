using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Changes pictures of one size at random: first where the pixels lie, then what they show. Has no state that changes: threads may
/// share it.</summary>
internal sealed class Augmenter
{
    /// <summary>Larger scratch memory is rented, which a picture of 28 x 28 never needs.</summary>
    private const int MaximumStackLength = 8192;

    private readonly AugmentationOptions _options;
    private readonly int _height;
    private readonly int _width;
    private readonly Geometry _geometry;
    private readonly IImageEffect?[] _effects;
    private readonly bool _copyOnly;
    private readonly int _scratchLength;

    /// <summary>An augmenter for pictures of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    /// <exception cref="DigitMLException">The options are out of range.</exception>
    public Augmenter(AugmentationOptions options, int height, int width)
    {
        options.Validate();
        (_options, _height, _width) = (options, height, width);
        _geometry = new Geometry(options, height, width);
        // An effect's place is the number of its random stream, so that switching one on leaves the others' draws alone.
        _effects =
        [
            options.StrokeWidth > 0 ? new StrokeWidening(options, height, width) : null,
            options.Outline > 0 ? new Outline(options, height, width) : null,
            options.Lines > 0 ? new StraightLines(options, height, width) : null,
            options.Erasing > 0 ? new RandomErasing(options, height, width) : null,
            options.Contrast > 0 || options.Background > 0 ? new Lighting(options, height, width) : null,
            options.Blur > 0 ? new GaussianBlur(options, height, width) : null,
            options.Noise > 0 ? new GaussianNoise(options) : null,
            options.ImpulseNoise > 0 ? new ImpulseNoise(options) : null,
        ];
        _copyOnly = options.MovesNothing && _effects.All(effect => effect is null);
        _scratchLength = ImageBuffer.Length(height, width)
            + Math.Max(_geometry.ScratchLength, _effects.Max(effect => effect?.ScratchLength ?? 0));
    }

    /// <summary>Writes a changed picture; the same stream gives the same one.</summary>
    /// <param name="source">[H, W], 0 (paper) to 255.</param>
    /// <param name="destination">[H, W], 0 to 255, interpolated linearly; 0 where nothing of the source lies.</param>
    /// <param name="random">Opened for this picture and epoch alone.</param>
    [SkipLocalsInit]
    public void Apply(ReadOnlySpan<byte> source, Span<float> destination, RandomStream random)
    {
        CheckLengths(source.Length, destination.Length);
        if (_copyOnly)
        {
            Geometry.Copy(source, destination);
            return;
        }
        float[]? rented = _scratchLength > MaximumStackLength ? ArrayPool<float>.Shared.Rent(_scratchLength) : null;
        Span<float> memory = rented is null ? stackalloc float[_scratchLength] : rented.AsSpan(0, _scratchLength);
        int length = ImageBuffer.Length(_height, _width);
        Span<float> picture = memory[..length], scratch = memory[length..];
        AffineMap map = AffineMap.Draw(_options, _height, _width, ref random);
        ulong seed = random.NextUInt64();
        _geometry.Apply(source, picture, scratch, map, new RandomStream(seed));
        ApplyEffects(picture, scratch, seed);
        picture[..destination.Length].CopyTo(destination);
        if (rented is not null) { ArrayPool<float>.Shared.Return(rented); }
    }

    private void ApplyEffects(Span<float> picture, Span<float> scratch, ulong seed)
    {
        bool changed = false;
        for (int i = 0; i < _effects.Length; i++)
        {
            if (_effects[i] is not IImageEffect effect) { continue; }
            var random = new RandomStream(seed, 1 + (ulong)i);
            if (random.NextSingle() < _options.Probability)
            {
                effect.Apply(picture, scratch, ref random);
                changed = true;
            }
        }
        if (changed) { Clamp(picture); }
    }

    private static void Clamp(Span<float> picture)
    {
        var white = new Vector<float>(255);
        foreach (ref Vector<float> pixels in MemoryMarshal.Cast<float, Vector<float>>(picture))
        {
            pixels = Vector.Min(Vector.Max(pixels, Vector<float>.Zero), white);
        }
    }

    private void CheckLengths(int source, int destination)
    {
        if (source != _height * _width || destination != source)
        {
            throw new DigitMLException($"Pictures of {_height} x {_width} need {_height * _width} values, "
                + $"but the source has {source} and the destination {destination}.");
        }
    }
}
