using DigitML.Engine.Networks.Normalization;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Numerics;

/// <summary>Eigenvalues and eigenvectors of matrices whose are known, and of others by what defines them.</summary>
[TestClass]
public sealed class SymmetricEigenTests
{
    [TestMethod]
    public void Of_OneNumber_IsItself()
    {
        SymmetricEigen eigen = SymmetricEigen.Decompose([-3.5], 1, WorkerTeam.Create(1));

        Assert.AreSequenceEqual([-3.5], eigen.Values);
        Assert.AreSequenceEqual([1.0], eigen.Vectors);
    }

    [TestMethod]
    public void Of_TwoByTwo_HasTheKnownValues()
    {
        SymmetricEigen eigen = Checked([2, 1, 1, 2], 2);

        AssertClose([1, 3], Sorted(eigen));
        Assert.AreEqual(Math.Sqrt(.5), Math.Abs(eigen.Vectors[0]), 1e-15);
    }

    // The second difference: 2 - 2 cos(k pi / (n + 1)).
    [TestMethod]
    [DataRow(3)]
    [DataRow(8)]
    [DataRow(33)]
    public void Of_SecondDifference_HasTheKnownValues(int size)
    {
        double[] matrix = Matrix(size, (row, column) => row == column ? 2 : Math.Abs(row - column) == 1 ? -1 : 0);

        AssertClose([.. Enumerable.Range(1, size).Select(k => 2 - 2 * Math.Cos(k * Math.PI / (size + 1)))], Sorted(Checked(matrix, size)));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(31)]
    [DataRow(64)]
    [DataRow(97)]
    public void Of_RandomMatrix_ReconstructsItFromOrthonormalVectors(int size) => Checked(Random(size), size);

    [TestMethod]
    public void Of_ManyRotations_ReconstructsTheMatrix() => Checked(Random(301), 301);

    [TestMethod]
    public void Of_Zeros_HasZerosAndOrthonormalVectors() => AssertClose(new double[6], Sorted(Checked(new double[36], 6)));

    [TestMethod]
    public void Of_MultipleOfOne_HasItForAllValues() =>
        AssertClose([7, 7, 7, 7, 7], Sorted(Checked(Matrix(5, (row, column) => row == column ? 7 : 0), 5)));

    [TestMethod]
    public void Of_DiagonalMatrix_HasItsNumbers() =>
        AssertClose([-2, 0, 0, 1e-9, 5], Sorted(Checked(Matrix(5, (row, column) => row == column ? new[] { 5, 0, 1e-9, -2, 0 }[row] : 0), 5)));

    // All ones: the size once and 0 for the rest.
    [TestMethod]
    public void Of_RankOne_HasOneValueThatIsNotZero() =>
        AssertClose([.. new double[11], 12], Sorted(Checked(Matrix(12, (_, _) => 1), 12)));

    // Pixels that never change stand between others.
    [TestMethod]
    public void Of_RowsOfZeros_LeavesThemAlone()
    {
        double[] random = Random(9);
        double[] matrix = Matrix(18, (row, column) => row % 2 + column % 2 == 0 ? random[row / 2 * 9 + column / 2] : 0);

        AssertClose([.. Sorted(Checked(random, 9)).Concat(new double[9]).Order()], Sorted(Checked(matrix, 18)));
    }

    [TestMethod]
    public void Of_BlocksOfVeryDifferentSize_ReconstructsTheMatrix() =>
        Checked(Matrix(10, (row, column) => Math.Pow(10, -(row + column)) * (row == column ? 2 : 1)), 10);

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Of_AnyNumberOfThreads_GivesTheSameBits(int threads)
    {
        SymmetricEigen one = SymmetricEigen.Decompose(Random(77), 77, WorkerTeam.Create(1)),
            several = SymmetricEigen.Decompose(Random(77), 77, WorkerTeam.Create(threads));

        Assert.AreSequenceEqual(one.Values, several.Values);
        Assert.AreSequenceEqual(one.Vectors, several.Vectors);
    }

    [TestMethod]
    public void Of_NotANumber_IsRefused() => Assert.ThrowsExactly<ArithmeticException>(
        () => SymmetricEigen.Decompose([1, double.NaN, 2, double.NaN, 1, 1, 2, 1, 1], 3, WorkerTeam.Create(1)));

    private static double[] Random(int size)
    {
        var random = new RandomStream(1, (ulong)size);
        var matrix = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                matrix[row * size + column] = matrix[column * size + row] = random.Next(2_000_001) / 1e6 - 1;
            }
        }

        return matrix;
    }

    private static double[] Matrix(int size, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, size * size).Select(index => value(index / size, index % size))];

    private static double[] Sorted(SymmetricEigen eigen) => [.. eigen.Values.Order()];

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++) { Assert.AreEqual(expected[i], actual[i], 1e-13, $"value {i}"); }
    }

    // A v = l v for every pair, and V V^T = 1; together they say that V^T diag(l) V is the matrix.
    private static SymmetricEigen Checked(double[] matrix, int size)
    {
        SymmetricEigen eigen = SymmetricEigen.Decompose(matrix, size, WorkerTeam.Create(2));
        double largest = matrix.Max(Math.Abs);
        for (int k = 0; k < size; k++)
        {
            double[] vector = eigen.Vectors[(k * size)..((k + 1) * size)];
            for (int row = 0; row < size; row++)
            {
                double image = matrix.Skip(row * size).Take(size).Zip(vector, (left, right) => left * right).Sum();
                Assert.AreEqual(eigen.Values[k] * vector[row], image, 1e-14 * size * largest, $"vector {k}, row {row}");
                double product = eigen.Vectors.Skip(row * size).Take(size).Zip(vector, (left, right) => left * right).Sum();
                Assert.AreEqual(row == k ? 1 : 0, product, 1e-15 * (size + 10), $"vectors {k} and {row}");
            }
        }

        return eigen;
    }
}
