using System.Numerics;
using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Products;

/// <summary>Sums over rows, column by column: the gradient of a bias.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>Adds each row of <paramref name="rows"/> [n, columns] to <paramref name="sums"/> [columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> rows, Span<float> sums)
    {
        int width = Vector<float>.Count, columns = sums.Length, column = 0;
        fixed (float* first = rows, target = sums)
        {
            float* end = first + rows.Length;
            // The sums stay in registers until all rows are added: in four of them, so that an addition need not wait for the one before.
            for (; column + 4 * width <= columns; column += 4 * width)
            {
                float* sum = target + column;
                Vector<float> a = Vector.Load(sum), b = Vector.Load(sum + width), c = Vector.Load(sum + 2 * width), d = Vector.Load(sum + 3 * width);
                for (float* row = first + column; row < end; row += columns)
                {
                    a += Vector.Load(row);
                    b += Vector.Load(row + width);
                    c += Vector.Load(row + 2 * width);
                    d += Vector.Load(row + 3 * width);
                }

                Vector.Store(a, sum);
                Vector.Store(b, sum + width);
                Vector.Store(c, sum + 2 * width);
                Vector.Store(d, sum + 3 * width);
            }

            for (; column + width <= columns; column += width)
            {
                Vector<float> sum = Vector.Load(target + column);
                for (float* row = first + column; row < end; row += columns) { sum += Vector.Load(row); }
                Vector.Store(sum, target + column);
            }

            for (; column < columns; column++)
            {
                float sum = target[column];
                for (float* row = first + column; row < end; row += columns) { sum += *row; }
                target[column] = sum;
            }
        }
    }
}
