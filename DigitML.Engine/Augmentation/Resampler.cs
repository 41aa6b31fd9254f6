using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DigitML.Engine.Augmentation;

/// <summary>Reads pictures of one size between their pixels, linearly; outside they are 0.</summary>
/// <remarks>
/// The four pixels round a place are bytes, so they fit into one number, a quad, and come with one load. There are quads for places up to
/// one pixel outside; whatever is further out is read there, where the picture is 0 already.
/// </remarks>
internal sealed unsafe class Resampler
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _pitch;

    /// <summary>A resampler for pictures of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    public Resampler(int height, int width)
    {
        (_height, _width, _pitch) = (height, width, width + 2);
        QuadCount = (_pitch * (height + 2) + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;
    }

    /// <summary>The length of what <see cref="Pack"/> writes.</summary>
    public int QuadCount { get; }

    /// <summary>How many bytes of scratch memory <see cref="Pack"/> needs.</summary>
    public int FrameLength => QuadCount + _pitch + 1;

    /// <summary>Makes the quads [H + 2, W + 2] of a picture.</summary>
    /// <param name="source">[H, W].</param>
    /// <param name="frame">Scratch memory of <see cref="FrameLength"/>.</param>
    /// <param name="quads">Of <see cref="QuadCount"/>: top left, top right, bottom left, bottom right, from the lowest byte on.</param>
    public void Pack(ReadOnlySpan<byte> source, Span<byte> frame, Span<uint> quads)
    {
        frame.Clear();
        for (int y = 0; y < _height; y++) { source.Slice(y * _width, _width).CopyTo(frame[((y + 1) * _pitch + 1)..]); }
        ref byte corner = ref MemoryMarshal.GetReference(frame[..FrameLength]);
        ref uint target = ref MemoryMarshal.GetReference(quads[..QuadCount]);
        for (int i = 0; i < QuadCount; i += Vector<byte>.Count)
        {
            (Vector<ushort> lowerTop, Vector<ushort> upperTop) = Pairs(ref Unsafe.Add(ref corner, i));
            (Vector<ushort> lowerBottom, Vector<ushort> upperBottom) = Pairs(ref Unsafe.Add(ref corner, i + _pitch));
            Join(lowerTop, lowerBottom, ref Unsafe.Add(ref target, i));
            Join(upperTop, upperBottom, ref Unsafe.Add(ref target, i + Vector<ushort>.Count));
        }
    }

    /// <summary>Reads one row of the new picture.</summary>
    /// <param name="quads">What <see cref="Pack"/> wrote.</param>
    /// <param name="map">Where the pixels come from,</param>
    /// <param name="y">the row,</param>
    /// <param name="right">and how far they are displaced to the right: W numbers, rounded up to whole registers;</param>
    /// <param name="down">and down, the same.</param>
    /// <param name="row">W numbers, 0 to 255; up to seven more are overwritten.</param>
    public void ReadRow(
        ReadOnlySpan<uint> quads, AffineMap map, int y, ReadOnlySpan<float> right, ReadOnlySpan<float> down, Span<float> row)
    {
        // + 1 for the frame.
        float startX = map.Xy * y + map.X0 + 1, startY = map.Yy * y + map.Y0 + 1;
        fixed (uint* quad = quads)
        fixed (float* rightward = right, downward = down, target = row)
        {
            if (Avx2.IsSupported)
            {
                for (int x = 0; x < _width; x += Vector256<float>.Count)
                {
                    Vector256<float> index = Vector256.Create((float)x) + Vector256.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
                    Vector256<float> placeX = Vector256.Create(startX) + Vector256.Create(map.Xx) * index + Vector256.Load(rightward + x);
                    Vector256<float> placeY = Vector256.Create(startY) + Vector256.Create(map.Yx) * index + Vector256.Load(downward + x);
                    Read(quad, placeX, placeY).Store(target + x);
                }
                return;
            }
            for (int x = 0; x < _width; x++)
            {
                target[x] = Read(quad, startX + map.Xx * x + rightward[x], startY + map.Yx * x + downward[x]);
            }
        }
    }

    /// <summary>Each byte and its right neighbour as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<ushort> Lower, Vector<ushort> Upper) Pairs(ref byte source)
    {
        Vector.Widen(Vector.LoadUnsafe(ref source), out Vector<ushort> lowerLeft, out Vector<ushort> upperLeft);
        Vector.Widen(Vector.LoadUnsafe(ref source, 1), out Vector<ushort> lowerRight, out Vector<ushort> upperRight);
        return (lowerLeft | (lowerRight << 8), upperLeft | (upperRight << 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector<ushort> top, Vector<ushort> bottom, ref uint target)
    {
        Vector.Widen(top, out Vector<uint> lowerTop, out Vector<uint> upperTop);
        Vector.Widen(bottom, out Vector<uint> lowerBottom, out Vector<uint> upperBottom);
        (lowerTop | (lowerBottom << 16)).StoreUnsafe(ref target);
        (upperTop | (upperBottom << 16)).StoreUnsafe(ref target, (nuint)Vector<uint>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Read(uint* quads, Vector256<float> x, Vector256<float> y)
    {
        x = Vector256.MinNative(Vector256.MaxNative(x, Vector256<float>.Zero), Vector256.Create(_width + 1f));
        y = Vector256.MinNative(Vector256.MaxNative(y, Vector256<float>.Zero), Vector256.Create(_height + 1f));
        Vector256<int> left = Vector256.ConvertToInt32Native(x), top = Vector256.ConvertToInt32Native(y);
        Vector256<float> right = x - Vector256.ConvertToSingle(left), down = y - Vector256.ConvertToSingle(top);
        Vector256<int> quad = Avx2.GatherVector256((int*)quads, top * _pitch + left, sizeof(uint));
        Vector256<float> above = Byte(quad, 0), below = Byte(quad, 16);
        above += right * (Byte(quad, 8) - above);
        below += right * (Byte(quad, 24) - below);
        return above + down * (below - above);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Byte(Vector256<int> quad, int shift) =>
        Vector256.ConvertToSingle((quad >>> shift) & Vector256.Create(0xFF));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Read(uint* quads, float x, float y)
    {
        x = float.MinNative(float.MaxNative(x, 0), _width + 1);
        y = float.MinNative(float.MaxNative(y, 0), _height + 1);
        int left = (int)x, top = (int)y;
        float right = x - left, down = y - top;
        uint quad = quads[top * _pitch + left];
        float above = quad & 0xFF, below = (quad >> 16) & 0xFF;
        above += right * (((quad >> 8) & 0xFF) - above);
        below += right * ((quad >> 24) - below);
        return above + down * (below - above);
    }
}
