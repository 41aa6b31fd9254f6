using DigitML.Kernels;

namespace DigitML.Tests.Kernels;

[TestClass]
public sealed unsafe class WeightGradientTileTests
{
    private const float Unset = 777;

    [TestMethod]
    public void Accumulate_ManySizes_AgreesWithPlainLoops()
    {
        for (int number = 0; number < 150; number++)
        {
            var random = new RandomStream(12, (ulong)number);
            int rows = 1 + random.Next(20), first = random.Next(rows);
            var sizes = new Sizes(
                rows, Columns: 1 + random.Next(70), Samples: 1 + random.Next(3), Lines: 1 + random.Next(4),
                Steps: 1 + random.Next(9), InputStep: 1 + random.Next(4), first, EndRow: first + 1 + random.Next(rows - first));
            Check(sizes, (ulong)number);
        }
    }

    // The gradient's lines have a gap between them, NaN inside: reading a whole register may touch it, no result may.
    private static void Check(Sizes sizes, ulong key)
    {
        int gap = 2, gradientLine = sizes.Steps * sizes.Columns + gap, inputLine = sizes.Steps * sizes.InputStep;
        GuardedBuffer input = GuardedBuffer.Random(sizes.Samples * sizes.Lines * inputLine + sizes.Rows, key);
        GuardedBuffer gradient = GuardedBuffer.Random(sizes.Samples * sizes.Lines * gradientLine, key + 1);
        for (int line = 1; line <= sizes.Samples * sizes.Lines; line++)
        {
            gradient.Span.Slice(line * gradientLine - gap, gap).Fill(float.NaN);
        }

        GuardedBuffer output = GuardedBuffer.Output(sizes.Rows * sizes.Columns);
        output.Span.Fill(Unset);
        OffsetTable rows = OffsetTable.Even(sizes.Rows, 1);
        WeightGradientTile.Accumulate(new WeightGradientArguments
        {
            Input = input.Pointer, RowOffsets = rows.Pointer, FirstRow = sizes.FirstRow, EndRow = sizes.EndRow,
            Samples = sizes.Samples, Lines = sizes.Lines, Steps = sizes.Steps,
            InputSample = sizes.Lines * inputLine, InputLine = inputLine, InputStep = sizes.InputStep,
            Gradient = gradient.Pointer, GradientSample = sizes.Lines * gradientLine, GradientLine = gradientLine,
            GradientStep = sizes.Columns, Columns = sizes.Columns, Output = output.Pointer,
        });
        GC.KeepAlive(rows);
        output.AssertClose(Expected(sizes, input.Widen(), gradient.Widen(), inputLine, gradientLine), sizes.ToString());
    }

    private static double[] Expected(Sizes sizes, double[] x, double[] dy, int inputLine, int gradientLine)
    {
        double[] expected = new double[sizes.Rows * sizes.Columns];
        Array.Fill(expected, Unset);
        for (int i = sizes.FirstRow * sizes.Columns; i < sizes.EndRow * sizes.Columns; i++)
        {
            expected[i] = 0;
            for (int pixel = 0; pixel < sizes.Samples * sizes.Lines * sizes.Steps; pixel++)
            {
                int line = pixel / sizes.Steps, step = pixel % sizes.Steps;
                expected[i] += x[line * inputLine + step * sizes.InputStep + i / sizes.Columns]
                    * dy[line * gradientLine + step * sizes.Columns + i % sizes.Columns];
            }
        }

        return expected;
    }

    private sealed record Sizes(int Rows, int Columns, int Samples, int Lines, int Steps, int InputStep, int FirstRow, int EndRow);
}
