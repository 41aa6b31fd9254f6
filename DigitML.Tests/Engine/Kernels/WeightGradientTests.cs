using DigitML.Engine.Kernels.Products;
using DigitML.Engine.Numerics;

namespace DigitML.Tests.Engine.Kernels;

[TestClass]
public sealed unsafe class WeightGradientTests
{
    private const float Unset = 777;

    [TestMethod]
    public void Accumulate_ManySizes_AgreesWithPlainLoops()
    {
        for (int number = 0; number < 300; number++)
        {
            var random = new RandomStream(12, (ulong)number);
            int strips = 1 + random.Next(4), length = 1 + random.Next(number % 3 == 0 ? 50 : 20);
            var sizes = new Sizes(
                strips, length, StripGap: random.Next(4), Columns: 1 + random.Next(70), Lines: 1 + random.Next(5), Steps: 1 + random.Next(9),
                InputStep: 1 + random.Next(4));
            Check(sizes, add: number % 2 == 0, (ulong)number);
        }
    }

    // The gradient's lines have a gap between them, NaN inside: reading a whole register may touch it, no result may.
    private static void Check(Sizes sizes, bool add, ulong key)
    {
        int gap = 2, gradientLine = sizes.Steps * sizes.Columns + gap, inputLine = sizes.Steps * sizes.InputStep;
        GuardedBuffer input = GuardedBuffer.Random(sizes.Lines * inputLine + sizes.Strips * sizes.StripStride, key);
        GuardedBuffer gradient = GuardedBuffer.Random(sizes.Lines * gradientLine, key + 1);
        for (int line = 1; line <= sizes.Lines; line++) { gradient.Span.Slice(line * gradientLine - gap, gap).Fill(float.NaN); }
        GuardedBuffer output = GuardedBuffer.Output(sizes.Rows * sizes.Columns);
        output.Span.Fill(Unset);
        OffsetTable rows = OffsetTable.Grid(sizes.Strips, sizes.StripLength, sizes.StripStride, 1, 0);
        WeightGradient.Accumulate(new WeightGradientArguments
        {
            Input = input.Pointer, RowOffsets = rows.Pointer, StripLength = sizes.StripLength, Rows = sizes.Rows,
            Lines = sizes.Lines, Steps = sizes.Steps, InputLine = inputLine, InputStep = sizes.InputStep,
            Gradient = gradient.Pointer, GradientLine = gradientLine, GradientStep = sizes.Columns,
            Columns = sizes.Columns, Output = output.Pointer, Add = add,
        });
        GC.KeepAlive(rows);
        output.AssertClose(Expected(sizes, add, input.Widen(), gradient.Widen(), inputLine, gradientLine), $"{sizes} {(add ? "added" : "")}");
    }

    private static double[] Expected(Sizes sizes, bool add, double[] x, double[] dy, int inputLine, int gradientLine)
    {
        double[] expected = new double[sizes.Rows * sizes.Columns];
        for (int i = 0; i < expected.Length; i++)
        {
            int row = i / sizes.Columns, offset = row / sizes.StripLength * sizes.StripStride + row % sizes.StripLength;
            expected[i] = add ? Unset : 0;
            for (int pixel = 0; pixel < sizes.Lines * sizes.Steps; pixel++)
            {
                int line = pixel / sizes.Steps, step = pixel % sizes.Steps;
                expected[i] += x[line * inputLine + step * sizes.InputStep + offset]
                    * dy[line * gradientLine + step * sizes.Columns + i % sizes.Columns];
            }
        }

        return expected;
    }

    private sealed record Sizes(
        int Strips, int StripLength, int StripGap, int Columns, int Lines, int Steps, int InputStep)
    {
        public int Rows => Strips * StripLength;

        public int StripStride => StripLength + StripGap;
    }
}
