using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// The product that convolution and dense layers are made of, forward and for the gradient of their input:
/// y[p, k] = r(bias[k] + sum over r, j of x[p's offset + r * RunStride + j] * w[FirstWeight + r * (RunLength + WeightGap) + j, k]), where r
/// multiplies negative numbers by <see cref="Slope"/>.
/// </summary>
/// <remarks>
/// A row p is an output pixel (or a sample of a dense layer). Its inputs are <see cref="Runs"/> contiguous runs of
/// <see cref="RunLength"/> numbers: with channels last, one run is the whole width of a convolution's kernel, kx * c.
/// The weights are packed in panels (<see cref="PackedWeights"/>).
/// </remarks>
internal unsafe struct ProductArguments
{
    /// <summary>Where the input's rows count from.</summary>
    public float* Input;

    /// <summary>For each pair of rows, where the first run of its first row starts (<see cref="RowPairs"/>).</summary>
    public nint* InputPairs;

    /// <summary>Floats from the first row of a pair to the second in the input; 0 for a product of one row.</summary>
    public nint InputStep;

    /// <summary>Pairs of rows to compute.</summary>
    public int Pairs;

    /// <summary>Number of runs of a row.</summary>
    public int Runs;

    /// <summary>The row of the weights that a row's first number is multiplied with.</summary>
    public int FirstWeight;

    /// <summary>Rows of the weights that are left out after each run.</summary>
    public int WeightGap;

    /// <summary>Floats in a run.</summary>
    public int RunLength;

    /// <summary>Floats from one run to the next.</summary>
    public nint RunStride;

    /// <summary>The packed weights.</summary>
    public float* Panels;

    /// <summary>Floats from a panel to the next.</summary>
    public required nint PanelStride;

    /// <summary>The first panel to compute.</summary>
    public int FirstPanel;

    /// <summary>One past the last panel to compute.</summary>
    public int EndPanel;

    /// <summary>Columns of the whole product: the last panel may be partly empty.</summary>
    public int Columns;

    /// <summary>Factor for negative results: 1 leaves them, 0 is ReLU. Infinity times 0 is NaN, so that a damaged weight reaches the loss.</summary>
    public required float Slope;

    /// <summary>Where the output's rows count from.</summary>
    public float* Output;

    /// <summary>For each pair of rows, where the columns of its first row start.</summary>
    public nint* OutputPairs;

    /// <summary>Floats from the first row of a pair to the second in the output.</summary>
    public nint OutputStep;
}

/// <summary>Computes <see cref="ProductArguments"/> in tiles of rows and registers, whose sums stay in registers.</summary>
internal static unsafe class Product
{
    /// <summary>Computes the product at the widest register width of this machine.</summary>
    public static void Multiply(in ProductArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated) { Multiply<Simd512, Vector512<float>>(arguments); }
        else if (Vector256.IsHardwareAccelerated) { Multiply<Simd256, Vector256<float>>(arguments); }
        else if (Vector128.IsHardwareAccelerated) { Multiply<Simd128, Vector128<float>>(arguments); }
        else { Multiply<SimdScalar, float>(arguments); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TSimd, TVector>(in ProductArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        const int widest = FourteenRowTile.Pairs, few = SixRowTile.Pairs;
        int width = 2 * TSimd.Width, panel = arguments.FirstPanel;
        float* spare = stackalloc float[2 * widest * width];
        nint* offsets = stackalloc nint[widest + 2 * few];
        for (int pair = 0; pair < widest; pair++) { offsets[pair] = 2 * pair * width; }
        ProductArguments product = arguments;
        if (product.Pairs < few) { FillUp(ref product, offsets + widest, offsets + widest + few, few); }
        if (arguments.Pairs == 1 && arguments.InputStep == 0) { panel = MultiplyOneRow<TSimd, TVector>(arguments); }
        bool wide = Simd.HasThirtyTwoRegisters && arguments.RunLength % 2 == 0;
        for (; panel < product.EndPanel; panel++)
        {
            int column = panel * width, columns = Math.Min(width, product.Columns - column), size;
            for (int pair = 0; pair < product.Pairs; pair += size)
            {
                size = wide && product.Pairs - pair > few && product.Pairs >= widest ? widest : few;
                // The last tile moves back to be whole: it computes some rows twice, to the same bits.
                int first = Math.Min(pair, product.Pairs - size);
                bool whole = columns == width;
                var tile = new ProductTile
                {
                    Panel = product.Panels + panel * product.PanelStride, Inputs = product.InputPairs + first,
                    Output = whole ? product.Output + column : spare, Outputs = whole ? product.OutputPairs + first : offsets,
                    OutputStep = whole ? product.OutputStep : width,
                };
                if (size == widest) { FourteenRowTile.Compute<TSimd, TVector>(product, tile); }
                else { SixRowTile.Compute<TSimd, TVector>(product, tile); }
                if (!whole) { CopySpare(product, first, size, column, tile); }
            }
        }
    }

    private static int MultiplyOneRow<TSimd, TVector>(in ProductArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int panel = arguments.FirstPanel, whole = Math.Min(arguments.EndPanel, arguments.Columns / (2 * TSimd.Width));
        for (; panel + OneRowTile.Panels <= whole; panel += OneRowTile.Panels)
        {
            OneRowTile.Compute<TSimd, TVector>(arguments, arguments.Panels + panel * arguments.PanelStride, panel * 2 * TSimd.Width);
        }

        return panel;
    }

    // Fewer pairs than the smallest tile has: the last one several times.
    private static void FillUp(ref ProductArguments product, nint* inputs, nint* outputs, int count)
    {
        for (int pair = 0; pair < count; pair++)
        {
            inputs[pair] = product.InputPairs[Math.Min(pair, product.Pairs - 1)];
            outputs[pair] = product.OutputPairs[Math.Min(pair, product.Pairs - 1)];
        }

        product.InputPairs = inputs;
        product.OutputPairs = outputs;
        product.Pairs = count;
    }

    private static void CopySpare(in ProductArguments product, int first, int pairs, int column, in ProductTile tile)
    {
        int columns = product.Columns - column;
        for (int row = 0; row < 2 * pairs; row++)
        {
            float* target = product.Output + product.OutputPairs[first + row / 2] + row % 2 * product.OutputStep + column;
            new ReadOnlySpan<float>(tile.Output + row * tile.OutputStep, columns).CopyTo(new Span<float>(target, columns));
        }
    }
}
