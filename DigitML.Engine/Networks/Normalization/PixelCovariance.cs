using DigitML.Engine.Kernels;
using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks.Normalization;

/// <summary>
/// The mean of every pixel of a set and the covariance of every two of them, on the scale of 0 to 1 a pixel, divided by the number of images.
/// </summary>
/// <remarks>
/// Sums of products of bytes are whole numbers. The kernel adds so few of them at a time that a float holds their sum exactly, and doubles
/// hold the rest: the sums have no error at all, whatever their order, the number of threads or the register width.
/// </remarks>
internal sealed unsafe class PixelCovariance
{
    // 256 * 255 * 255 is less than 2^24.
    private const int BlockImages = 256;
    private const int ImagesAnItem = 32;
    private const int BandRows = 8 * FourteenRowGradientTile.Rows;

    private readonly ImageSet _images;
    private readonly int _size;
    private readonly double[] _products;
    private readonly AlignedBuffer _block;
    private readonly AlignedBuffer[] _bands;
    private readonly OffsetTable _rows = OffsetTable.Even(BandRows, 1);
    private int _first;

    /// <summary>Measures a set.</summary>
    /// <param name="images">At least one image.</param>
    /// <param name="team">Who computes.</param>
    public PixelCovariance(ImageSet images, WorkerTeam team)
    {
        (_images, _size) = (images, images.Height * images.Width);
        _products = new double[_size * _size];
        _block = new AlignedBuffer(BlockImages * _size);
        _bands = [.. Enumerable.Range(0, (_size + BandRows - 1) / BandRows).Select(band => new AlignedBuffer(BandRows * (_size - band * BandRows)))];
        AddBlocks(team);
        Mean = new double[_size];
        Covariance = _products;
        Finish();
    }

    /// <summary>The mean of every pixel [pixels], 0 to 1.</summary>
    public double[] Mean { get; }

    /// <summary>The covariance [pixels, pixels], to the bit symmetric.</summary>
    public double[] Covariance { get; }

    private int BlockCount => Math.Min(BlockImages, _images.Count - _first);

    private void AddBlocks(WorkerTeam team)
    {
        for (_first = 0; _first < _images.Count; _first += BlockImages)
        {
            team.Run((BlockCount + ImagesAnItem - 1) / ImagesAnItem, Load);
            team.Run(_bands.Length, AddProducts);
        }
    }

    private void Load(int item)
    {
        int end = Math.Min(BlockCount, (item + 1) * ImagesAnItem);
        for (int image = item * ImagesAnItem; image < end; image++)
        {
            ReadOnlySpan<byte> pixels = _images.Pixels(_first + image);
            Span<float> target = _block.Span.Slice(image * _size, _size);
            for (int i = 0; i < target.Length; i++) { target[i] = pixels[i]; }
        }
    }

    // The rows of a band from the diagonal on; what is left of it is the mirror image of another band.
    private void AddProducts(int band)
    {
        int first = band * BandRows, rows = Math.Min(BandRows, _size - first), columns = _size - first;
        AlignedBuffer sums = _bands[band];
        WeightGradient.Accumulate(new WeightGradientArguments
        {
            Input = _block.Pointer + first, RowOffsets = _rows.Pointer, StripLength = rows, Rows = rows,
            Lines = 1, Steps = BlockCount, InputStep = _size,
            Gradient = _block.Pointer + first, GradientStep = _size, Columns = columns, Output = sums.Pointer,
        });
        for (int row = 0; row < rows; row++)
        {
            Span<double> target = _products.AsSpan((first + row) * _size + first, columns);
            ReadOnlySpan<float> source = sums.Span.Slice(row * columns, columns);
            for (int i = 0; i < target.Length; i++) { target[i] += source[i]; }
        }
    }

    private void Finish()
    {
        double count = _images.Count, scale = 1 / (count * 255);
        for (int image = 0; image < _images.Count; image++)
        {
            ReadOnlySpan<byte> pixels = _images.Pixels(image);
            for (int i = 0; i < Mean.Length; i++) { Mean[i] += pixels[i]; }
        }

        for (int row = 0; row < _size; row++)
        {
            for (int column = row; column < _size; column++)
            {
                // Whole numbers up to the division, so that a pixel that never changes has exactly no variance.
                double covariance = (count * _products[row * _size + column] - Mean[row] * Mean[column]) * scale * scale;
                _products[row * _size + column] = _products[column * _size + row] = covariance;
            }
        }

        for (int i = 0; i < Mean.Length; i++) { Mean[i] *= scale; }
    }
}
