using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Engine.Kernels.Sparse;

/// <summary>
/// What isn't zero of one sample's gradient below ReLU and 2x2 max-pooling, in lists: for each pixel the filters, and for each filter the pixels.
/// </summary>
/// <remarks>
/// The memory is for the worst case, every window alive, and is used again for every sample. Entries are in the order of the pixels, row by row,
/// and of the filters at a pixel, so that every sum made of them has one order. Keep the list alive while its pointers are in use.
/// </remarks>
internal sealed unsafe class PooledGradientList
{
    private readonly int _height, _width, _filters, _bandRows, _imageWidth;
    private readonly int[] _pixelStarts, _bandStarts;
    private readonly SparseEntry[] _pixelEntries, _filterEntries;

    /// <summary>Makes room for the lists.</summary>
    /// <param name="height">Rows of windows.</param>
    /// <param name="width">Columns of windows.</param>
    /// <param name="filters">K.</param>
    /// <param name="bandRows">Rows of windows after which every filter's list is cut.</param>
    /// <param name="imageWidth">Pixels from a row of the image to the next: pixel (y, x) is item y * imageWidth + x of a filter's list.</param>
    public PooledGradientList(int height, int width, int filters, int bandRows, int imageWidth)
    {
        (_height, _width, _filters, _bandRows, _imageWidth) = (height, width, filters, bandRows, imageWidth);
        Bands = (height + bandRows - 1) / bandRows;
        _pixelStarts = GC.AllocateArray<int>(4 * height * width + 1, pinned: true);
        _bandStarts = GC.AllocateArray<int>((Bands + 1) * filters, pinned: true);
        _pixelEntries = GC.AllocateArray<SparseEntry>(height * width * filters, pinned: true);
        _filterEntries = GC.AllocateArray<SparseEntry>(height * width * filters, pinned: true);
        PixelStarts = (int*)Unsafe.AsPointer(ref _pixelStarts[0]);
        PixelEntries = (SparseEntry*)Unsafe.AsPointer(ref _pixelEntries[0]);
        FilterEntries = (SparseEntry*)Unsafe.AsPointer(ref _filterEntries[0]);
    }

    /// <summary>Number of bands that the filters' lists are cut into.</summary>
    public int Bands { get; }

    /// <summary>For each pixel [2 * height, 2 * width], its first entry; behind the last, the end.</summary>
    public int* PixelStarts { get; }

    /// <summary>The pixels' entries: the filter and its gradient.</summary>
    public SparseEntry* PixelEntries { get; }

    /// <summary>The filters' entries: the pixel in the image and its gradient.</summary>
    public SparseEntry* FilterEntries { get; }

    /// <summary>For each filter, its first entry of a band, which is one past its last of the band before.</summary>
    public int* BandStarts(int band) => (int*)Unsafe.AsPointer(ref _bandStarts[0]) + (nint)band * _filters;

    /// <summary>
    /// Makes the lists of a sample and adds its gradients filter by filter, which is the gradient of the bias, to <paramref name="sums"/>.
    /// Dead windows and gradients of zero have no entry; NaN is not zero.
    /// </summary>
    /// <param name="gradient">The gradient of the pooled output [height, width, K].</param>
    /// <param name="rowStride">Floats from a row of it to the next.</param>
    /// <param name="winners">[height, width, K]: which pixel of the window won, row * 2 + column, or <see cref="RectifiedPooling.Dead"/>.</param>
    /// <param name="sums">[K].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(float* gradient, nint rowStride, byte* winners, float* sums)
    {
        int* start = PixelStarts;
        int entries = 0;
        for (int filter = 0; filter < _filters; filter++) { BandStarts(0)[filter] = filter * _height * _width; }
        for (int y = 0; y < 2 * _height; y++)
        {
            // The next band's starts count up while this band's entries come in.
            int* ends = BandStarts(y / 2 / _bandRows + 1);
            if (y % (2 * _bandRows) == 0) { new ReadOnlySpan<int>(ends - _filters, _filters).CopyTo(new Span<int>(ends, _filters)); }
            for (int x = 0; x < 2 * _width; x++)
            {
                *start++ = entries;
                nint column = (nint)(x / 2) * _filters;
                int pixel = y * _imageWidth + x, winner = y % 2 * 2 + x % 2;
                entries = Append(
                    gradient + y / 2 * rowStride + column, winners + (nint)(y / 2) * _width * _filters + column, winner, pixel, entries, ends, sums);
            }
        }

        *start = entries;
    }

    /// <summary>Appends one pixel's entries, in the order of the filters, and returns the new number of entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Append(float* gradient, byte* winners, int winner, int pixel, int entries, int* ends, float* sums)
    {
        SparseEntry* pixelEntries = PixelEntries, filterEntries = FilterEntries;
        for (int first = 0; first < _filters; first += 64)
        {
            for (ulong wins = Wins(winners + first, winner, Math.Min(64, _filters - first)); wins != 0; wins &= wins - 1)
            {
                int filter = first + BitOperations.TrailingZeroCount(wins), end = ends[filter];
                float value = gradient[filter];
                pixelEntries[entries] = new SparseEntry(filter, value);
                filterEntries[end] = new SparseEntry(pixel, value);
                sums[filter] += value;

                // Written in any case and counted unless zero: no branch to be mispredicted.
                int counts = BitConverter.SingleToUInt32Bits(value) << 1 != 0 ? 1 : 0;
                ends[filter] = end + counts;
                entries += counts;
            }
        }

        return entries;
    }

    /// <summary>The filters whose winner is <paramref name="winner"/>, a bit each, of at most 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Wins(byte* winners, int winner, int count)
    {
        ulong wins = 0;
        int filter = 0;
        for (; filter <= count - Vector128<byte>.Count; filter += Vector128<byte>.Count)
        {
            Vector128<byte> equal = Vector128.Equals(Vector128.Load(winners + filter), Vector128.Create((byte)winner));
            wins |= (ulong)equal.ExtractMostSignificantBits() << filter;
        }

        for (; filter < count; filter++) { wins |= (winners[filter] == winner ? 1UL : 0) << filter; }
        return wins;
    }
}
