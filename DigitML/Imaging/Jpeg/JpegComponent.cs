namespace DigitML.Imaging.Jpeg;

/// <summary>
/// One component of a frame, such as the luma: its grid of blocks of 8 x 8 samples (ITU-T T.81, sections A.1.1 and A.2.4).
/// </summary>
internal sealed class JpegComponent
{
    private readonly float[] _block = new float[64];
    private byte[] _samples = [];
    private short[] _coefficients = [];

    /// <summary>The number by which scans name the component, 0 to 255.</summary>
    public required byte Id { get; init; }

    /// <summary>The horizontal sampling factor, 1 to 4.</summary>
    public required int Horizontal { get; init; }

    /// <summary>The vertical sampling factor, 1 to 4.</summary>
    public required int Vertical { get; init; }

    /// <summary>The slot of the quantisation table, 0 to 3.</summary>
    public required int QuantizationSlot { get; init; }

    /// <summary>Samples in a row that belong to the picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of samples that belong to the picture.</summary>
    public required int Height { get; init; }

    /// <summary>Blocks in a row, filled up to whole units of an interleaved scan.</summary>
    public required int BlockColumns { get; init; }

    /// <summary>Rows of blocks, filled up to whole units of an interleaved scan.</summary>
    public required int BlockRows { get; init; }

    /// <summary>Blocks in a row of a scan of this component alone: those with a sample of the picture.</summary>
    public int OwnBlockColumns => (Width + 7) / 8;

    /// <summary>Rows of blocks in a scan of this component alone.</summary>
    public int OwnBlockRows => (Height + 7) / 8;

    /// <summary>All blocks, the filling included.</summary>
    public long Blocks => (long)BlockColumns * BlockRows;

    /// <summary>The steps of the coefficients: the table that stood in the slot at the component's first scan; null before it.</summary>
    public float[]? Quantization { get; set; }

    /// <summary>Takes memory for the samples, and for the coefficients of a picture that comes in several passes.</summary>
    public void Allocate(bool coefficients)
    {
        _samples = new byte[64 * Blocks];
        _coefficients = coefficients ? new short[64 * Blocks] : [];
    }

    /// <summary>The kept coefficients of a block, row by row of rising frequency; for pictures in several passes.</summary>
    public Span<short> Coefficients(int column, int row) => _coefficients.AsSpan(64 * (row * BlockColumns + column), 64);

    /// <summary>A row of samples, 0 to 255, <see cref="Width"/> of them.</summary>
    public ReadOnlySpan<byte> Row(int row) => _samples.AsSpan(8 * BlockColumns * row, Width);

    /// <summary>Turns a block's coefficients into its samples.</summary>
    public void Transform(ReadOnlySpan<short> coefficients, int column, int row)
    {
        int stride = 8 * BlockColumns;
        InverseTransform.Apply(coefficients, Quantization!, _block, _samples.AsSpan(8 * (row * stride + column)), stride);
    }

    /// <summary>Turns all kept coefficients into samples and lets them go.</summary>
    public void TransformKept()
    {
        for (int row = 0; row < OwnBlockRows; row++)
        {
            for (int column = 0; column < OwnBlockColumns; column++)
            {
                Transform(Coefficients(column, row), column, row);
            }
        }
        _coefficients = [];
    }
}
