using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitML.Kernels;

namespace DigitML.Augmentation;

/// <summary>Turns, scales, moves and slants pictures of one size at random. Has no state that changes: threads may share it.</summary>
internal sealed class Augmenter
{
    /// <summary>Larger pictures than 62 x 62 use a rented buffer.</summary>
    private const int MaximumStackLength = 4096;

    private readonly AugmentationOptions _options;
    private readonly int _height;
    private readonly int _width;
    private readonly bool _copyOnly;

    /// <summary>An augmenter for pictures of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public Augmenter(AugmentationOptions options, int height, int width)
    {
        options.Validate();
        _options = options;
        _height = height;
        _width = width;
        _copyOnly = options == AugmentationOptions.None;
    }

    /// <summary>Writes a changed picture; the same stream gives the same one.</summary>
    /// <param name="source">[H, W], 0 (paper) to 255.</param>
    /// <param name="destination">[H, W], 0 to 255, interpolated linearly; 0 where nothing of the source lies.</param>
    /// <param name="random">Opened for this picture and epoch alone.</param>
    public void Apply(ReadOnlySpan<byte> source, Span<float> destination, RandomStream random)
    {
        if (_copyOnly)
        {
            CheckLengths(source.Length, destination.Length);
            Copy(source, destination);
        }
        else
        {
            Apply(source, destination, AffineMap.Draw(_options, _height, _width, ref random));
        }
    }

    /// <summary>Writes the picture as a map shows it.</summary>
    public void Apply(ReadOnlySpan<byte> source, Span<float> destination, AffineMap map)
    {
        CheckLengths(source.Length, destination.Length);
        // A frame of zeros round the source spares every pixel the question which of its neighbours exist.
        int length = (_height + 2) * (_width + 2);
        float[]? rented = length > MaximumStackLength ? ArrayPool<float>.Shared.Rent(length) : null;
        Span<float> framed = rented is null ? stackalloc float[length] : rented.AsSpan(0, length);
        Frame(source, framed);
        for (int y = 0; y < _height; y++)
        {
            // Along a row both coordinates are linear: start + step * x; + 1 for the frame.
            var line = new SourceLine(map.Xy * y + map.X0 + 1, map.Xx, map.Yy * y + map.Y0 + 1, map.Yx);
            (int start, int end) = line.Within(_width + 1, _height + 1, _width);
            Span<float> row = destination.Slice(y * _width, _width);
            row[..start].Clear();
            SampleRun(framed, row[start..end], line, start);
            row[end..].Clear();
        }
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void Copy(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }

    /// <summary>Copies the source into the middle of zeros, [H + 2, W + 2].</summary>
    private void Frame(ReadOnlySpan<byte> source, Span<float> framed)
    {
        framed.Clear();
        for (int y = 0; y < _height; y++)
        {
            Copy(source.Slice(y * _width, _width), framed.Slice((y + 1) * (_width + 2) + 1, _width));
        }
    }

    /// <summary>Samples the pixels of a row from <paramref name="start"/> on, which <see cref="SourceLine.Within"/> found.</summary>
    private void SampleRun(ReadOnlySpan<float> framed, Span<float> run, SourceLine line, int start)
    {
        int pitch = _width + 2;
        ref float origin = ref MemoryMarshal.GetReference(framed);
        for (int i = 0; i < run.Length; i++)
        {
            // 0 <= left <= W and 0 <= top <= H, so that all four neighbours lie in the frame and a plain conversion is safe.
            float x = line.X(start + i), y = line.Y(start + i);
            int left = float.ConvertToIntegerNative<int>(x), top = float.ConvertToIntegerNative<int>(y);
            float right = x - left, down = y - top;
            ref float corner = ref Unsafe.Add(ref origin, top * pitch + left);
            float above = corner + right * (Unsafe.Add(ref corner, 1) - corner);
            float below = Unsafe.Add(ref corner, pitch);
            below += right * (Unsafe.Add(ref corner, pitch + 1) - below);
            run[i] = above + down * (below - above);
        }
    }

    private void CheckLengths(int source, int destination)
    {
        if (source != _height * _width || destination != source)
        {
            throw new ArgumentException($"Pictures of {_height} x {_width} need {_height * _width} values, "
                + $"but the source has {source} and the destination {destination}.");
        }
    }
}
