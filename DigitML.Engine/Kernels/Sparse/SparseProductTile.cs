using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Sparse;

/// <summary>One number of a sparse matrix: its value and which item it goes with, a patch of weights or of an image.</summary>
internal readonly record struct SparseEntry(int Item, float Value);

/// <summary>
/// Sums of patches, few of all there are: for each target t, target patch t += sum over the entries e of t's list of
/// e's value * (source patch e's item).
/// </summary>
/// <remarks>
/// A patch is <see cref="Runs"/> contiguous runs of <see cref="RunLength"/> numbers: what a convolution's kernel covers, be it of the image or of one
/// filter's weights. The gradient of the image sums weights at a pixel; the gradient of the weights sums pieces of the image for a filter.
/// </remarks>
internal unsafe struct SparseProductArguments
{
    /// <summary>Patch 0 of the source.</summary>
    public float* Source;

    /// <summary>Floats from one patch of the source to the next.</summary>
    public nint ItemStride;

    /// <summary>Floats from one run of a source patch to the next.</summary>
    public nint SourceRunStride;

    /// <summary>Number of runs of a patch: 3 or 5.</summary>
    public int Runs;

    /// <summary>Floats in a run: a multiple of <see cref="Runs"/> registers.</summary>
    public int RunLength;

    /// <summary>The entries of all lists.</summary>
    public SparseEntry* Entries;

    /// <summary>Number of targets, each with a list of entries.</summary>
    public int Targets;

    /// <summary>For each target, its first entry.</summary>
    public int* Starts;

    /// <summary>For each target, one past its last entry.</summary>
    public int* Ends;

    /// <summary>For each target, where its patch starts, in floats from <see cref="Output"/>.</summary>
    public nint* TargetOffsets;

    /// <summary>Where the targets' offsets count from.</summary>
    public float* Output;

    /// <summary>Floats from one run of a target patch to the next.</summary>
    public nint TargetRunStride;

    /// <summary>Whether to take wide pieces of a patch where there are registers for it: right when the source fits the first-level cache.</summary>
    public bool Wide;
}

/// <summary>Computes <see cref="SparseProductArguments"/> piece by piece of the patch: the piece's sums stay in registers for a whole list.</summary>
internal static unsafe partial class SparseProductTile
{
    /// <summary>Adds the products at the widest register width of this machine.</summary>
    public static void Add(in SparseProductArguments arguments)
    {
        if (Vector512.IsHardwareAccelerated) { Add<Simd512, Vector512<float>>(arguments); }
        else if (Vector256.IsHardwareAccelerated) { Add<Simd256, Vector256<float>>(arguments); }
        else if (Vector128.IsHardwareAccelerated) { Add<Simd128, Vector128<float>>(arguments); }
        else { Add<SimdScalar, float>(arguments); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TSimd, TVector>(in SparseProductArguments arguments)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int piece = arguments.Runs * TSimd.Width, column = 0;
        if (arguments.Runs == 5)
        {
            // Three runs and then two, so that fifteen sums and a factor fit sixteen registers.
            for (; column < arguments.RunLength; column += piece)
            {
                ThreeByFive<TSimd, TVector>(arguments, column);
                TwoByFive<TSimd, TVector>(arguments, column);
            }
        }

        if (arguments.Wide && TSimd.Width == 16)
        {
            for (; column + 2 * piece <= arguments.RunLength; column += 2 * piece) { ThreeBySix<TSimd, TVector>(arguments, column); }
        }

        for (; column < arguments.RunLength; column += piece) { ThreeByThree<TSimd, TVector>(arguments, column); }
    }
}
