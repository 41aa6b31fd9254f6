namespace DigitML.Kernels;

/// <summary>Matrices turned round: a convolution's weights [kh * kw * C, K] filter by filter and back.</summary>
internal static unsafe class Transposition
{
    // A cache line of floats: so many rows of the source stay at hand while their columns are read one by one.
    private const int Block = 16;

    /// <summary>
    /// Copies rows <paramref name="first"/> to <paramref name="end"/> - 1 of the row-major matrix <paramref name="source"/> [rows, columns] to the
    /// same columns of <paramref name="target"/> [columns, rows].
    /// </summary>
    public static void Copy(float* source, int rows, int columns, int first, int end, float* target)
    {
        for (int top = first; top < end; top += Block)
        {
            int bottom = Math.Min(top + Block, end);
            for (int column = 0; column < columns; column++)
            {
                for (int row = top; row < bottom; row++) { target[(nint)column * rows + row] = source[(nint)row * columns + column]; }
            }
        }
    }
}
