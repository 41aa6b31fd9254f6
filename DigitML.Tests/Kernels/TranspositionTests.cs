using DigitML.Kernels;

namespace DigitML.Tests.Kernels;

[TestClass]
public sealed unsafe class TranspositionTests
{
    [TestMethod]
    public void Copy_ManySizes_TurnsTheMatrixRound()
    {
        for (int number = 0; number < 60; number++)
        {
            var random = new RandomStream(23, (ulong)number);
            int rows = 1 + random.Next(50), columns = 1 + random.Next(50), first = random.Next(rows), end = first + 1 + random.Next(rows - first);
            GuardedBuffer source = GuardedBuffer.Random(rows * columns, (ulong)number), target = GuardedBuffer.Output(rows * columns);
            float unset = target.Span[0];
            Transposition.Copy(source.Pointer, rows, columns, first, end, target.Pointer);
            target.AssertGuards($"{rows} x {columns}");
            for (int i = 0; i < target.Length; i++)
            {
                int row = i % rows;
                float expected = row >= first && row < end ? source.Span[row * columns + i / rows] : unset;
                Assert.AreEqual(expected, target.Span[i], $"{rows} x {columns}, rows {first} to {end}: number {i}");
            }
        }
    }
}
