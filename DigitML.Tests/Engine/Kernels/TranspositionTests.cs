using DigitML.Engine.Kernels.Elementwise;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class TranspositionTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 4)]
    [DataRow(4, 4)]
    [DataRow(5, 7)]
    [DataRow(8, 33)]
    [DataRow(17, 12)]
    public void Copy_AnySize_PutsEveryNumberInItsPlaceAndTouchesNoOther(int rows, int columns)
    {
        int sourceStride = columns + 2, targetStride = rows + 3;
        GuardedBuffer source = GuardedBuffer.Random(rows * sourceStride, 3), target = GuardedBuffer.Output(columns * targetStride);
        target.Span.Fill(777);
        Transposition.Copy(source.Pointer, sourceStride, rows, columns, target.Pointer, targetStride);
        var expected = new double[target.Length];
        Array.Fill(expected, 777);
        for (int i = 0; i < rows * columns; i++)
        {
            expected[i % columns * targetStride + i / columns] = source.Span[i / columns * sourceStride + i % columns];
        }

        target.AssertClose(expected, $"{rows}x{columns}", 0);
    }
}
