using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Kernels;

/// <summary>
/// The product that convolution and dense layers are made of, forward and for the gradient of their input:
/// y[p, k] = bias[k] + sum over r, j of x[p's offset + r * RunStride + j] * w[r * RunLength + j, k].
/// </summary>
/// <remarks>
/// A row p is an output pixel (or a sample of a dense layer). Its inputs are <see cref="Runs"/> contiguous runs of
/// <see cref="RunLength"/> numbers: with channels last, one run is the whole width of a convolution's kernel, kx * c.
/// The weights are packed in panels (<see cref="PackedWeights"/>).
/// </remarks>
internal unsafe struct ProductArguments
{
    /// <summary>Where the input's offsets count from.</summary>
    public float* Input;

    /// <summary>For each row, where its first run starts, in floats from <see cref="Input"/>.</summary>
    public nint* InputOffsets;

    /// <summary>Number of rows.</summary>
    public int Rows;

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

    /// <summary>Where the output's offsets count from.</summary>
    public float* Output;

    /// <summary>For each row, where its columns start, in floats from <see cref="Output"/>.</summary>
    public nint* OutputOffsets;
}

/// <summary>Computes <see cref="ProductArguments"/> in tiles of six rows by two registers: twelve sums that stay in registers.</summary>
internal static unsafe class ProductTile
{
    private const int TileRows = 6;

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
        int panelWidth = 2 * TSimd.Width;
        float* spare = stackalloc float[TileRows * panelWidth];
        nint panelSize = PackedWeights.PanelLength(arguments.Runs * arguments.RunLength, panelWidth);
        for (int panel = arguments.FirstPanel; panel < arguments.EndPanel; panel++)
        {
            int columns = Math.Min(panelWidth, arguments.Columns - panel * panelWidth);
            for (int row = 0; row < arguments.Rows; row += TileRows)
            {
                // The last tile moves back to be whole: it computes some rows twice, to the same bits.
                int first = Math.Max(0, Math.Min(row, arguments.Rows - TileRows));
                Tile<TSimd, TVector>(arguments, arguments.Panels + panel * panelSize, first, panel * panelWidth, columns, spare);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TSimd, TVector>(in ProductArguments arguments, float* panel, int row, int column, int columns, float* spare)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int last = arguments.Rows - 1;
        nint* offsets = arguments.InputOffsets;
        float* x0 = arguments.Input + offsets[row], x1 = arguments.Input + offsets[Math.Min(row + 1, last)];
        float* x2 = arguments.Input + offsets[Math.Min(row + 2, last)], x3 = arguments.Input + offsets[Math.Min(row + 3, last)];
        float* x4 = arguments.Input + offsets[Math.Min(row + 4, last)], x5 = arguments.Input + offsets[Math.Min(row + 5, last)];
        int width = TSimd.Width, length = arguments.RunLength;
        TVector s00 = TSimd.Load(panel), s01 = TSimd.Load(panel + width);
        TVector s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01, s50 = s00, s51 = s01;
        float* w = panel + 2 * width;
        for (int run = arguments.Runs; run > 0; run--)
        {
            for (nint j = 0; j < length; j++)
            {
                TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + width);
                TVector x = TSimd.Broadcast(x0[j]);
                s00 = TSimd.MultiplyAdd(x, w0, s00); s01 = TSimd.MultiplyAdd(x, w1, s01);
                x = TSimd.Broadcast(x1[j]);
                s10 = TSimd.MultiplyAdd(x, w0, s10); s11 = TSimd.MultiplyAdd(x, w1, s11);
                x = TSimd.Broadcast(x2[j]);
                s20 = TSimd.MultiplyAdd(x, w0, s20); s21 = TSimd.MultiplyAdd(x, w1, s21);
                x = TSimd.Broadcast(x3[j]);
                s30 = TSimd.MultiplyAdd(x, w0, s30); s31 = TSimd.MultiplyAdd(x, w1, s31);
                x = TSimd.Broadcast(x4[j]);
                s40 = TSimd.MultiplyAdd(x, w0, s40); s41 = TSimd.MultiplyAdd(x, w1, s41);
                x = TSimd.Broadcast(x5[j]);
                s50 = TSimd.MultiplyAdd(x, w0, s50); s51 = TSimd.MultiplyAdd(x, w1, s51);
                w += 2 * width;
            }

            x0 += arguments.RunStride; x1 += arguments.RunStride; x2 += arguments.RunStride;
            x3 += arguments.RunStride; x4 += arguments.RunStride; x5 += arguments.RunStride;
        }

        // No call while the sums are alive: it would push them out of their registers, inside the loop as well.
        TileTarget target = new(arguments.Output + column, arguments.OutputOffsets, row, last, columns, 2 * width, spare);
        TSimd.Store(s00, target[0]); TSimd.Store(s01, target[0] + width);
        TSimd.Store(s10, target[1]); TSimd.Store(s11, target[1] + width);
        TSimd.Store(s20, target[2]); TSimd.Store(s21, target[2] + width);
        TSimd.Store(s30, target[3]); TSimd.Store(s31, target[3] + width);
        TSimd.Store(s40, target[4]); TSimd.Store(s41, target[4] + width);
        TSimd.Store(s50, target[5]); TSimd.Store(s51, target[5] + width);
        target.CopySpare();
    }
}
