using DigitML.Engine.Kernels.Elementwise;
using DigitML.Engine.Threading;

namespace DigitML.Engine.Networks.Normalization;

/// <summary>
/// The eigenvalues and eigenvectors of a symmetric matrix A [n, n]: A = sum over k of Values[k] * v[k] v[k]^T, the v[k] being orthonormal.
/// </summary>
/// <remarks>
/// Householder's reflections bring A to tridiagonal form, and the implicit QR algorithm with Wilkinson's shift makes that diagonal (Golub and
/// Van Loan, Matrix Computations, 8.3). Errors are some 1e-15 of the largest eigenvalue. The bits don't depend on the number of threads.
/// </remarks>
internal sealed class SymmetricEigen
{
    // Rotations are gathered and then applied to a few columns at a time, which stay in the cache.
    private const int MostRotations = 1 << 15;
    private const int BandColumns = 32;
    private const int MostSweepsAValue = 60;

    // One could not divide by less.
    private const double SmallestSquare = 1e-300;
    private const double RelativeError = 1.0 / (1L << 52);

    private const string NoEnd = "The eigenvalues of a matrix could not be found; its numbers must be finite.";

    private readonly int _size;
    private readonly double[] _matrix;
    private readonly double[] _offDiagonal;
    private readonly double[] _scales;
    private readonly List<Rotation> _rotations = [];

    private SymmetricEigen(ReadOnlySpan<double> matrix, int size)
    {
        (_size, _matrix) = (size, matrix.ToArray());
        (Values, _offDiagonal, _scales) = (new double[size], new double[size], new double[size]);
        Vectors = new double[size * size];
    }

    /// <summary>The eigenvalues, in no order.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors [n, n], a row each, in the order of the eigenvalues.</summary>
    public double[] Vectors { get; }

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">[n, n]; symmetric and finite, with no squares that leave the range of a double.</param>
    /// <param name="size">Rows and columns, at least 1.</param>
    /// <param name="team">Who computes.</param>
    /// <exception cref="ArithmeticException">The iteration doesn't end, as with numbers that are not finite.</exception>
    public static SymmetricEigen Decompose(ReadOnlySpan<double> matrix, int size, WorkerTeam team)
    {
        var eigen = new SymmetricEigen(matrix, size);
        eigen.MakeTridiagonal();
        eigen.MultiplyReflections();
        eigen.MakeDiagonal(team);
        return eigen;
    }

    private Span<double> Row(double[] matrix, int row) => matrix.AsSpan(row * _size, _size);

    /// <summary>Reflects from both sides until only the diagonal and its neighbours are left. A reflection's vector stays in its row.</summary>
    private void MakeTridiagonal()
    {
        var sums = new double[_size];
        for (int step = 0; step < _size; step++)
        {
            Values[step] = _matrix[step * _size + step];
            Span<double> vector = Row(_matrix, step)[(step + 1)..];
            if (vector.IsEmpty) { return; }
            (_offDiagonal[step], _scales[step]) = MakeReflection(vector);
            if (_scales[step] != 0) { Reflect(step + 1, vector, _scales[step], sums.AsSpan(step + 1)); }
        }
    }

    /// <summary>
    /// Turns x into the vector v of the reflection 1 - scale * v v^T that would turn x into (first, 0, 0, ...); no reflection has scale 0.
    /// </summary>
    private static (double First, double Scale) MakeReflection(Span<double> x)
    {
        double rest = DoubleRow.Dot(x[1..], x[1..]);
        if (rest < SmallestSquare) { return (x[0], 0); }
        // Of the two signs the one that doesn't cancel.
        double first = -Math.CopySign(Math.Sqrt(x[0] * x[0] + rest), x[0]);
        x[0] -= first;
        return (first, 2 / (x[0] * x[0] + rest));
    }

    // A becomes A - v w^T - w v^T with w = p - (scale / 2 * p^T v) v and p = scale * A v, in the rows and columns from start on.
    private void Reflect(int start, ReadOnlySpan<double> vector, double scale, Span<double> sums)
    {
        for (int row = 0; row < vector.Length; row++) { sums[row] = scale * DoubleRow.Dot(Row(_matrix, start + row)[start..], vector); }
        DoubleRow.AddScaled(sums, vector, -scale / 2 * DoubleRow.Dot(sums, vector));
        for (int row = 0; row < vector.Length; row++)
        {
            Span<double> target = Row(_matrix, start + row)[start..];
            DoubleRow.AddScaled(target, sums, -vector[row]);
            DoubleRow.AddScaled(target, vector, -sums[row]);
        }
    }

    /// <summary>Vectors becomes the product of all reflections, the last one first: they change only the rows and columns behind them.</summary>
    private void MultiplyReflections()
    {
        for (int i = 0; i < _size; i++) { Vectors[i * _size + i] = 1; }
        for (int step = _size - 2; step >= 0; step--)
        {
            ReadOnlySpan<double> vector = Row(_matrix, step)[(step + 1)..];
            if (_scales[step] == 0) { continue; }
            for (int row = step + 1; row < _size; row++)
            {
                Span<double> target = Row(Vectors, row)[(step + 1)..];
                DoubleRow.AddScaled(target, vector, -_scales[step] * DoubleRow.Dot(target, vector));
            }
        }
    }

    private void MakeDiagonal(WorkerTeam team)
    {
        double largest = Values.Concat(_offDiagonal).Max(Math.Abs), negligible = largest * RelativeError;
        int sweeps = MostSweepsAValue * _size;
        for (int last = _size - 1; last > 0;)
        {
            int first = last;
            while (first > 0 && !(Math.Abs(_offDiagonal[first - 1]) <= negligible)) { first--; }
            if (first == last) { last--; }
            else if (sweeps-- == 0) { throw new ArithmeticException(NoEnd); }
            else { Sweep(first, last); }
            if (_rotations.Count > MostRotations) { ApplyRotations(team); }
        }

        ApplyRotations(team);
    }

    /// <summary>One step of the implicit QR algorithm on the rows and columns from first to last.</summary>
    private void Sweep(int first, int last)
    {
        double[] diagonal = Values;
        double x = diagonal[first] - Shift(last), z = _offDiagonal[first];
        for (int i = first; i < last; i++)
        {
            double length = double.Hypot(x, z), cosine = length > 0 ? x / length : 1, sine = length > 0 ? z / length : 0;
            if (i > first) { _offDiagonal[i - 1] = length; }
            double one = diagonal[i], two = diagonal[i + 1], between = _offDiagonal[i], cross = 2 * cosine * sine * between;
            diagonal[i] = cosine * cosine * one + cross + sine * sine * two;
            diagonal[i + 1] = sine * sine * one - cross + cosine * cosine * two;
            _offDiagonal[i] = cosine * sine * (two - one) + (cosine * cosine - sine * sine) * between;
            _rotations.Add(new Rotation(i, cosine, sine));
            if (i + 1 == last) { continue; }
            (x, z) = (_offDiagonal[i], sine * _offDiagonal[i + 1]);
            _offDiagonal[i + 1] *= cosine;
        }
    }

    // Wilkinson's: of the last two rows and columns the eigenvalue that is nearer to the last number.
    private double Shift(int last)
    {
        double between = _offDiagonal[last - 1], half = (Values[last - 1] - Values[last]) / 2;
        return Values[last] - between * (between / (half + Math.CopySign(double.Hypot(half, between), half)));
    }

    private void ApplyRotations(WorkerTeam team)
    {
        team.Run((_size + BandColumns - 1) / BandColumns, band =>
        {
            int start = band * BandColumns, count = Math.Min(BandColumns, _size - start);
            foreach (Rotation rotation in _rotations)
            {
                Span<double> one = Vectors.AsSpan(rotation.Row * _size + start, count);
                DoubleRow.Rotate(one, Vectors.AsSpan((rotation.Row + 1) * _size + start, count), rotation.Cosine, rotation.Sine);
            }
        });
        _rotations.Clear();
    }

    /// <summary>Turns a row of the vectors and the next one.</summary>
    private readonly record struct Rotation(int Row, double Cosine, double Sine);
}
