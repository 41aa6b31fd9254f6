using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// The gradient of a convolution's or dense layer's weights: dw[i, k] = sum over all pixels of x[pixel + row i's offset] * dy[pixel, k].
/// </summary>
/// <remarks>The pixels are walked as lines of an image and steps of a line, each with its stride in the input and in the gradient.</remarks>
internal unsafe struct WeightGradientArguments
{
    /// <summary>The input at the first pixel.</summary>
    public float* Input;

    /// <summary>For each row of the weights, what it adds to a pixel's address, in floats.</summary>
    public nint* RowOffsets;

    /// <summary>How many rows at a time lie side by side in the input: kernel width times channels. It divides Rows.</summary>
    public int StripLength;

    /// <summary>Rows of the weights.</summary>
    public int Rows;

    /// <summary>Sizes of the walk.</summary>
    public int Lines, Steps;

    /// <summary>Strides of the walk in the input, in floats.</summary>
    public nint InputLine, InputStep;

    /// <summary>The output's gradient at the first pixel.</summary>
    public float* Gradient;

    /// <summary>Strides of the walk in the output's gradient, in floats.</summary>
    public nint GradientLine, GradientStep;

    /// <summary>Columns of the weights: output channels.</summary>
    public int Columns;

    /// <summary>Where the weights' gradient goes: [rows, columns].</summary>
    public float* Output;

    /// <summary>Whether to add to what is there, or to overwrite it.</summary>
    public bool Add;
}

/// <summary>Computes <see cref="WeightGradientArguments"/> in tiles of rows and registers, whose sums stay in registers.</summary>
internal static unsafe class WeightGradient
{
    /// <summary>Computes the gradient at the widest register width of this machine.</summary>
    public static void Accumulate(in WeightGradientArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated) { Accumulate<Simd512, Vector512<float>>(arguments); }
        else if (Vector256.IsHardwareAccelerated) { Accumulate<Simd256, Vector256<float>>(arguments); }
        else if (Vector128.IsHardwareAccelerated) { Accumulate<Simd128, Vector128<float>>(arguments); }
        else { Accumulate<SimdScalar, float>(arguments); }
    }

    private static void Accumulate<TSimd, TVector>(in WeightGradientArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (!Simd.HasThirtyTwoRegisters || arguments.StripLength < FourteenRowGradientTile.Rows)
        {
            SixRows<TSimd, TVector>(arguments);
            return;
        }

        // The wide tile takes two pixels at a time. A last column, and then a last pixel, go by themselves.
        WeightGradientArguments rest = arguments;
        int even = arguments.Steps & ~1;
        if (even > 0)
        {
            rest.Steps = even;
            FourteenRows<TSimd, TVector>(rest);
            rest.Add = true;
        }

        if (even == arguments.Steps) { return; }
        rest.Input += even * arguments.InputStep;
        rest.Gradient += even * arguments.GradientStep;
        if (arguments.Lines == 1)
        {
            rest.Steps = 1;
            SixRows<TSimd, TVector>(rest);
            return;
        }

        (rest.Lines, rest.Steps) = (1, arguments.Lines);
        (rest.InputStep, rest.GradientStep) = (arguments.InputLine, arguments.GradientLine);
        Accumulate<TSimd, TVector>(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourteenRows<TSimd, TVector>(in WeightGradientArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        const int rows = FourteenRowGradientTile.Rows;
        int width = 2 * TSimd.Width;
        float* spare = stackalloc float[(rows + 1) * width], zeros = spare + rows * width;
        for (int strip = 0; strip < arguments.Rows; strip += arguments.StripLength)
        {
            int end = strip + arguments.StripLength;
            for (int row = strip; row < end; row += rows)
            {
                // A strip's last tile moves back to be whole; the rows that have their sums already are left alone.
                bool few = end - row <= SixRowGradientTile.Rows;
                int size = few ? SixRowGradientTile.Rows : rows, first = Math.Min(row, end - size);
                for (int column = 0; column < arguments.Columns; column += width)
                {
                    var target = new GradientTarget(arguments, first, size, row, column, width, spare, zeros);
                    if (few) { SixRowGradientTile.Compute<TSimd, TVector>(arguments, first, column, target); }
                    else { FourteenRowGradientTile.Compute<TSimd, TVector>(arguments, first, column, target); }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows<TSimd, TVector>(in WeightGradientArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        const int rows = SixRowGradientTile.Rows;
        int width = 2 * TSimd.Width;
        float* spare = stackalloc float[(rows + 1) * width], zeros = spare + rows * width;
        for (int row = 0; row < arguments.Rows; row += rows)
        {
            int first = Math.Max(0, Math.Min(row, arguments.Rows - rows));
            for (int column = 0; column < arguments.Columns; column += width)
            {
                var target = new GradientTarget(arguments, first, rows, row, column, width, spare, zeros);
                SixRowGradientTile.Compute<TSimd, TVector>(arguments, first, column, target);
            }
        }
    }
}
