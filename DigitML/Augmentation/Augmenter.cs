using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitML.Kernels;

namespace DigitML.Augmentation;

/// <summary>Turns, scales, moves and slants pictures of one size at random. Has no state that changes: threads may share it.</summary>
internal sealed class Augmenter
{
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
        for (int y = 0; y < _height; y++)
        {
            // Along a row both coordinates are linear: start + step * x.
            var line = new SourceLine(map.Xy * y + map.X0, map.Xx, map.Yy * y + map.Y0, map.Yx);
            Span<float> row = destination.Slice(y * _width, _width);
            (int touched, int touchedEnd) = line.Within(-1, _width, -1, _height, 0, _width);
            (int inner, int innerEnd) = line.Within(0, _width - 1, 0, _height - 1, touched, touchedEnd);
            row[..touched].Clear();
            SampleEdge(source, row, line, touched, inner);
            SampleInner(source, row, line, inner, innerEnd);
            SampleEdge(source, row, line, innerEnd, touchedEnd);
            row[touchedEnd..].Clear();
        }
    }

    private void Copy(ReadOnlySpan<byte> source, Span<float> destination)
    {
        CheckLengths(source.Length, destination.Length);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }

    /// <summary>Pixels whose four neighbours all lie in the source, so that none needs a check.</summary>
    private void SampleInner(ReadOnlySpan<byte> source, Span<float> row, SourceLine line, int start, int end)
    {
        ref byte first = ref MemoryMarshal.GetReference(source);
        int width = _width;
        for (int i = start; i < end; i++)
        {
            float x = line.X(i), y = line.Y(i);
            int left = (int)x, top = (int)y;
            float right = x - left, down = y - top;
            ref byte corner = ref Unsafe.Add(ref first, top * width + left);
            float above = corner + right * (Unsafe.Add(ref corner, 1) - corner);
            float below = Unsafe.Add(ref corner, width);
            below += right * (Unsafe.Add(ref corner, width + 1) - below);
            row[i] = above + down * (below - above);
        }
    }

    /// <summary>Pixels with some neighbours outside, which count as 0.</summary>
    private void SampleEdge(ReadOnlySpan<byte> source, Span<float> row, SourceLine line, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            float x = line.X(i), y = line.Y(i);
            int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
            float right = x - left, down = y - top;
            float above = Pixel(source, left, top) * (1 - right) + Pixel(source, left + 1, top) * right;
            float below = Pixel(source, left, top + 1) * (1 - right) + Pixel(source, left + 1, top + 1) * right;
            row[i] = above * (1 - down) + below * down;
        }
    }

    private float Pixel(ReadOnlySpan<byte> source, int x, int y) =>
        (uint)x < (uint)_width && (uint)y < (uint)_height ? source[y * _width + x] : 0;

    private void CheckLengths(int source, int destination)
    {
        if (source != _height * _width || destination != source)
        {
            throw new ArgumentException($"Pictures of {_height} x {_width} need {_height * _width} values, "
                + $"but the source has {source} and the destination {destination}.");
        }
    }
}
