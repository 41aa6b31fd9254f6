using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DigitML.Kernels;

/// <summary>
/// What isn't zero of one sample's gradient below ReLU and 2x2 max-pooling, in lists: for each pixel the filters, and for each filter the pixels.
/// </summary>
/// <remarks>The memory is for the worst case, every window alive, and is used again for every sample. Pixels are in rows, as are the lists.</remarks>
internal sealed unsafe class PooledGradientList
{
    /// <summary>The winner of a window whose output is not positive: ReLU stops its gradient.</summary>
    public const byte Dead = 4;

    // Entries that a whole register may write past the last.
    private const int Slack = 16;
    private readonly int _height, _width, _filters, _bandRows, _imageWidth;
    private readonly int[] _pixelStarts, _pixelItems, _filterItems, _entryPixels, _bandStarts;
    private readonly float[] _pixelValues, _filterValues;

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
        int entries = height * width * filters + Slack;
        _pixelStarts = Pinned<int>(4 * height * width + 1);
        _pixelItems = Pinned<int>(entries);
        _entryPixels = Pinned<int>(entries);
        _pixelValues = Pinned<float>(entries);
        _filterItems = Pinned<int>(entries);
        _filterValues = Pinned<float>(entries);
        _bandStarts = Pinned<int>((Bands + 1) * filters);
    }

    /// <summary>Number of bands that the filters' lists are cut into.</summary>
    public int Bands { get; }

    /// <summary>For each pixel [2 * height, 2 * width], its first entry; behind the last, the end.</summary>
    public int* PixelStarts => Address(_pixelStarts);

    /// <summary>For each entry of the pixels, its filter.</summary>
    public int* PixelItems => Address(_pixelItems);

    /// <summary>For each entry of the pixels, its gradient.</summary>
    public float* PixelValues => Address(_pixelValues);

    /// <summary>For each entry of the filters, its pixel in the image.</summary>
    public int* FilterItems => Address(_filterItems);

    /// <summary>For each entry of the filters, its gradient.</summary>
    public float* FilterValues => Address(_filterValues);

    /// <summary>For each filter, its first entry of a band, which is one past its last of the band before.</summary>
    public int* BandStarts(int band) => Address(_bandStarts) + (nint)band * _filters;

    /// <summary>Makes the pixels' lists: the filters whose window the pixel won, unless dead or of zero gradient. NaN is not zero.</summary>
    /// <param name="gradient">The gradient of the pooled output [height, width, K].</param>
    /// <param name="rowStride">Floats from a row of it to the next.</param>
    /// <param name="winners">[height, width, K]: which pixel of the window won, row * 2 + column, or <see cref="Dead"/>.</param>
    public void Gather(float* gradient, nint rowStride, byte* winners)
    {
        int* start = PixelStarts;
        int count = 0;
        for (int y = 0; y < 2 * _height; y++)
        {
            for (int x = 0; x < 2 * _width; x++)
            {
                *start++ = count;
                float* window = gradient + y / 2 * rowStride + (nint)(x / 2) * _filters;
                count = Append(window, winners + ((nint)(y / 2) * _width + x / 2) * _filters, y % 2 * 2 + x % 2, y * _imageWidth + x, count);
            }
        }

        *start = count;
    }

    /// <summary>Makes the filters' lists from the pixels', and adds their sums, the gradient of the bias, to <paramref name="sums"/> [K].</summary>
    public void SortByFilter(float* sums)
    {
        int* starts = BandStarts(0), filters = PixelItems, pixels = Address(_entryPixels), items = FilterItems;
        float* values = PixelValues, sorted = FilterValues;
        for (int filter = 0; filter < _filters; filter++) { starts[filter] = filter * _height * _width; }
        int entry = 0;
        for (int band = 1; band <= Bands; band++)
        {
            // The next band's starts count up while this band's entries come in.
            int* ends = BandStarts(band);
            new ReadOnlySpan<int>(BandStarts(band - 1), _filters).CopyTo(new Span<int>(ends, _filters));
            int end = PixelStarts[Math.Min(band * _bandRows, _height) * 4 * _width];
            for (; entry < end; entry++)
            {
                int filter = filters[entry], place = ends[filter]++;
                items[place] = pixels[entry];
                sorted[place] = values[entry];
                sums[filter] += values[entry];
            }
        }
    }

    /// <summary>Appends one pixel's entries, in the order of the filters, and returns the new number of entries.</summary>
    private int Append(float* gradient, byte* winners, int winner, int pixel, int count)
    {
        int* items = PixelItems, pixels = Address(_entryPixels);
        float* values = PixelValues;
        int filter = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<int> filters = Vector512<int>.Indices;
            for (; filter <= _filters - 16; filter += 16)
            {
                Vector512<float> value = Vector512.Load(gradient + filter);
                Vector512<int> wins = Vector512.Equals(Avx512F.ConvertToVector512Int32(Vector128.Load(winners + filter)), Vector512.Create(winner));
                wins &= ~Vector512.Equals(value, Vector512<float>.Zero).AsInt32();
                Avx512F.Compress(Vector512<int>.Zero, wins, filters).Store(items + count);
                Avx512F.Compress(Vector512<float>.Zero, wins.AsSingle(), value).Store(values + count);
                Vector512.Create(pixel).Store(pixels + count);
                count += BitOperations.PopCount(wins.ExtractMostSignificantBits());
                filters += Vector512.Create(16);
            }
        }

        for (; filter < _filters; filter++)
        {
            // Written in any case and counted if wanted: no branch to be mispredicted.
            items[count] = filter;
            values[count] = gradient[filter];
            pixels[count] = pixel;
            count += (winners[filter] == winner) & (gradient[filter] != 0) ? 1 : 0;
        }

        return count;
    }

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static T* Address<T>(T[] array)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref array[0]);
}
