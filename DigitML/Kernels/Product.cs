using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Kernels;

/// <summary>
/// The product that convolution and dense layers are made of, forward and for the gradient of their input:
/// y[p, k] = r(bias[k] + sum over r, j of x[p's offset + r * RunStride + j] * w[r * RunLength + j, k]), where r multiplies negative
/// numbers by <see cref="Slope"/>.
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

    /// <summary>Where each row's first run starts.</summary>
    public ProductRows InputRows;

    /// <summary>Number of runs of a row.</summary>
    public int Runs;

    /// <summary>Floats in a run.</summary>
    public int RunLength;

    /// <summary>Floats from one run to the next.</summary>
    public nint RunStride;

    /// <summary>The packed weights.</summary>
    public float* Panels;

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

    /// <summary>Where each row's columns start, as many rows as the input has.</summary>
    public ProductRows OutputRows;
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
        int panelWidth = 2 * TSimd.Width, pairs = arguments.InputRows.Pairs, panel = arguments.FirstPanel;
        float* spare = stackalloc float[2 * FourteenRowTile.Pairs * panelWidth];
        nint panelSize = PackedWeights.PanelLength(arguments.Runs * arguments.RunLength, panelWidth);
        if (arguments.InputRows.Count == 1)
        {
            int whole = Math.Min(arguments.EndPanel, arguments.Columns / panelWidth);
            for (; panel + OneRowTile.Panels <= whole; panel += OneRowTile.Panels)
            {
                OneRowTile.Compute<TSimd, TVector>(arguments, arguments.Panels + panel * panelSize, panelSize, panel * panelWidth);
            }
        }

        for (; panel < arguments.EndPanel; panel++)
        {
            float* weights = arguments.Panels + panel * panelSize;
            int column = panel * panelWidth, pair = 0;
            // The last tile moves back to be whole: it computes some rows twice, to the same bits.
            for (; Simd.HasThirtyTwoRegisters && pairs - pair > SixRowTile.Pairs; pair += FourteenRowTile.Pairs)
            {
                int first = Math.Max(0, Math.Min(pair, pairs - FourteenRowTile.Pairs));
                FourteenRowTile.Compute<TSimd, TVector>(arguments, weights, first, column, spare);
            }

            for (; pair < pairs; pair += SixRowTile.Pairs)
            {
                int first = Math.Max(0, Math.Min(pair, pairs - SixRowTile.Pairs));
                SixRowTile.Compute<TSimd, TVector>(arguments, weights, first, column, spare);
            }
        }
    }
}
