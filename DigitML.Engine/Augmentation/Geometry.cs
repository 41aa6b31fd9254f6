using System.Runtime.InteropServices;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>Turns, scales, moves, slants and bends pictures of one size, reading each but once, however much is done to it.</summary>
internal sealed class Geometry
{
    private readonly int _height;
    private readonly int _width;
    private readonly Resampler _resampler;
    private readonly ElasticField? _elastic;
    private readonly bool _movesNothing;

    /// <summary>The geometry for pictures of one size.</summary>
    public Geometry(AugmentationOptions options, int height, int width)
    {
        (_height, _width, _movesNothing) = (height, width, options.MovesNothing);
        _resampler = new Resampler(height, width);
        _elastic = options.Elastic > 0 ? new ElasticField(options, height, width) : null;
    }

    /// <summary>How many floats of scratch memory are needed.</summary>
    public int ScratchLength => _resampler.QuadCount + (_resampler.FrameLength + 3) / 4 + 2 * RowLength + (_elastic?.Length ?? 0);

    private int RowLength => ImageBuffer.RowLength(_width);

    /// <summary>Writes a changed picture.</summary>
    /// <param name="source">[H, W], 0 to 255.</param>
    /// <param name="picture">[H, W] in a buffer of <see cref="ImageBuffer.Length"/>; 0 where nothing of the source lies.</param>
    /// <param name="scratch">Of <see cref="ScratchLength"/>.</param>
    /// <param name="map">Where the pixels come from, before they are displaced.</param>
    /// <param name="random">For the displacements alone.</param>
    public void Apply(ReadOnlySpan<byte> source, Span<float> picture, Span<float> scratch, AffineMap map, RandomStream random)
    {
        // The spare part would be read otherwise without ever being written; numbers that are not finite slow down some processors.
        picture[source.Length..].Clear();
        if (_movesNothing)
        {
            Copy(source, picture);
            return;
        }
        Move(source, picture, scratch, map, random);
    }

    /// <summary>The same whatever the options say about moving.</summary>
    public void Move(ReadOnlySpan<byte> source, Span<float> picture, Span<float> scratch, AffineMap map, RandomStream random = default)
    {
        Span<uint> quads = MemoryMarshal.Cast<float, uint>(scratch[.._resampler.QuadCount]);
        scratch = scratch[quads.Length..];
        _resampler.Pack(source, MemoryMarshal.AsBytes(scratch)[.._resampler.FrameLength], quads);
        Span<float> right = scratch[..RowLength], down = scratch.Slice(RowLength, RowLength);
        Span<float> drawn = scratch[(2 * RowLength)..];
        scratch[..(2 * RowLength)].Clear();
        _elastic?.Draw(drawn, ref random);
        for (int y = 0; y < _height; y++)
        {
            _elastic?.ReadRow(drawn, y, right, down);
            _resampler.ReadRow(quads, map, y, right, down, picture[(y * _width)..]);
        }
    }

    /// <summary>Turns bytes into numbers.</summary>
    public static void Copy(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (int i = 0; i < source.Length; i++) { destination[i] = source[i]; }
    }
}
