using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitML.Engine.Augmentation;

/// <summary>
/// A smooth field of numbers over a picture: a coarse grid of control numbers joined by a uniform cubic B-spline, which never leaves their
/// range.
/// </summary>
internal sealed class SmoothField
{
    private readonly int _columns;
    private readonly int _pitch;
    private readonly float[] _columnWeights;
    private readonly int[] _firstRows;
    private readonly float[] _rowWeights;

    /// <summary>A field over <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="spacing">Pixels from one control number to the next; less than 1 counts as 1.</param>
    public SmoothField(int height, int width, float spacing)
    {
        spacing = Math.Max(1, spacing);
        (Rows, _columns) = (ControlsAlong(height, spacing), ControlsAlong(width, spacing));
        _pitch = ImageBuffer.RowLength(width);
        _columnWeights = new float[_columns * _pitch];
        for (int column = 0; column < _columns; column++)
        {
            for (int x = 0; x < width; x++) { _columnWeights[column * _pitch + x] = Weight(x / spacing + 1 - column); }
        }
        _firstRows = new int[height];
        _rowWeights = new float[height * 4];
        for (int y = 0; y < height; y++)
        {
            int first = _firstRows[y] = (int)(y / spacing);
            for (int k = 0; k < 4; k++) { _rowWeights[y * 4 + k] = Weight(y / spacing + 1 - first - k); }
        }
    }

    /// <summary>How many control numbers there are.</summary>
    public int ControlCount => Rows * _columns;

    /// <summary>The length of what <see cref="Spread"/> writes.</summary>
    public int SpreadLength => Rows * _pitch;

    private int Rows { get; }

    /// <summary>First half of the work: joins the control numbers along their rows.</summary>
    /// <param name="controls">[rows, columns], <see cref="ControlCount"/> numbers.</param>
    /// <param name="spread">[rows, pitch], <see cref="SpreadLength"/> numbers.</param>
    public void Spread(ReadOnlySpan<float> controls, Span<float> spread)
    {
        ref float weights = ref MemoryMarshal.GetArrayDataReference(_columnWeights);
        ref float target = ref MemoryMarshal.GetReference(spread[..SpreadLength]);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> values = controls.Slice(row * _columns, _columns);
            for (int x = 0; x < _pitch; x += Vector<float>.Count)
            {
                var sum = Vector<float>.Zero;
                for (int column = 0; column < values.Length; column++)
                {
                    Vector<float> weight = Vector.LoadUnsafe(ref weights, (nuint)(column * _pitch + x));
                    sum = Vector.MultiplyAddEstimate(weight, new Vector<float>(values[column]), sum);
                }
                sum.StoreUnsafe(ref target, (nuint)(row * _pitch + x));
            }
        }
    }

    /// <summary>Second half: the field along one row of the picture.</summary>
    /// <param name="spread">What <see cref="Spread"/> wrote.</param>
    /// <param name="y">The row.</param>
    /// <param name="row">Takes W numbers, rounded up to whole registers of 16.</param>
    public void ReadRow(ReadOnlySpan<float> spread, int y, Span<float> row)
    {
        ref float source = ref MemoryMarshal.GetReference(spread.Slice(_firstRows[y] * _pitch, 4 * _pitch));
        ref float target = ref MemoryMarshal.GetReference(row[.._pitch]);
        ReadOnlySpan<float> weights = _rowWeights.AsSpan(y * 4, 4);
        Vector<float> a = new(weights[0]), b = new(weights[1]), c = new(weights[2]), d = new(weights[3]);
        for (int x = 0; x < _pitch; x += Vector<float>.Count)
        {
            Vector<float> sum = a * Vector.LoadUnsafe(ref source, (nuint)x);
            sum = Vector.MultiplyAddEstimate(b, Vector.LoadUnsafe(ref source, (nuint)(_pitch + x)), sum);
            sum = Vector.MultiplyAddEstimate(c, Vector.LoadUnsafe(ref source, (nuint)(2 * _pitch + x)), sum);
            Vector.MultiplyAddEstimate(d, Vector.LoadUnsafe(ref source, (nuint)(3 * _pitch + x)), sum).StoreUnsafe(ref target, (nuint)x);
        }
    }

    // A pixel lies between the second and the third of the four control numbers that reach it.
    private static int ControlsAlong(int pixels, float spacing) => (int)((pixels - 1) / spacing) + 4;

    /// <summary>The cubic B-spline, which is above 0 for distances less than 2.</summary>
    private static float Weight(float distance)
    {
        float d = Math.Abs(distance);
        return d < 1 ? (4 - 6 * d * d + 3 * d * d * d) / 6 : d < 2 ? (2 - d) * (2 - d) * (2 - d) / 6 : 0;
    }
}
