using System.Runtime.CompilerServices;

namespace DigitML.Kernels;

/// <summary>The last step of <see cref="Winograd"/>: turns the products of a block's patches into outputs, with bias and ReLU.</summary>
internal static unsafe class WinogradOutput
{
    /// <summary>Writes the filters of a panel for strips <paramref name="first"/> to first + count - 1 of all samples'.</summary>
    public static void Transform<TSimd, TVector, TTransform>(in WinogradArguments arguments, int first, int count, int panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        WinogradPlan plan = arguments.Plan;
        int filter = panel * 2 * TSimd.Width, end = Math.Min(plan.Filters, filter + 2 * TSimd.Width);
        float* products = arguments.Scratch + plan.ProductsAt;
        for (int strip = 0; strip < count; strip++)
        {
            int sample = (first + strip) / plan.PatchRows, row = (first + strip) % plan.PatchRows * TTransform.Outputs;
            float* target = arguments.Output + sample * arguments.OutputSample + row * arguments.OutputRow + filter;
            for (int register = 0; register < end - filter; register += TSimd.Width)
            {
                float* bias = arguments.Bias == null ? null : arguments.Bias + filter + register;
                TransformStrip<TSimd, TVector, TTransform>(
                    arguments, products + register, strip * plan.PatchColumns, target + register, bias, plan.Height - row);
            }
        }
    }

    /// <summary>One register of filters of a strip of which so many rows exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformStrip<TSimd, TVector, TTransform>(
        in WinogradArguments arguments, float* products, int patch, float* target, float* bias, int rows)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        WinogradPlan plan = arguments.Plan;
        TVector start = bias == null ? default : TSimd.Load(bias), slope = TSimd.Broadcast(arguments.Slope);
        bool rectify = arguments.Slope != 1;
        float* half = arguments.Scratch + plan.RowsAt, spare = arguments.Scratch + plan.SpareAt;
        nint row = arguments.OutputRow, column = arguments.OutputColumn;
        for (int first = 0; first < plan.Width; first += TTransform.Outputs, patch++)
        {
            float* source = products + (nint)(patch / WinogradProduct.Rows) * plan.GroupProducts + patch % WinogradProduct.Rows * 2 * TSimd.Width;
            for (int point = 0; point < TTransform.Points; point++)
            {
                TTransform.Output<TSimd, TVector>(source, TTransform.Points * (2 * WinogradProduct.Stride - 1) * TSimd.Width,
                    half + point * TSimd.Width, TTransform.Points * TSimd.Width, default, false, slope);
                source += (2 * WinogradProduct.Stride - 1) * TSimd.Width;
            }

            bool whole = rows >= TTransform.Outputs && plan.Width - first >= TTransform.Outputs;
            float* to = whole ? target : spare;
            nint toRow = whole ? row : TTransform.Outputs * TSimd.Width, toColumn = whole ? column : TSimd.Width;
            for (int line = 0; line < TTransform.Outputs; line++)
            {
                TTransform.Output<TSimd, TVector>(half + line * TTransform.Points * TSimd.Width, TSimd.Width,
                    to + line * toRow, toColumn, start, rectify, slope);
            }

            if (!whole) { CopySpare<TSimd, TVector, TTransform>(arguments, target, rows, plan.Width - first); }
            target += TTransform.Outputs * column;
        }
    }

    /// <summary>Copies the outputs that exist of a patch that hangs over the bottom or the right end.</summary>
    private static void CopySpare<TSimd, TVector, TTransform>(in WinogradArguments arguments, float* target, int rows, int columns)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        float* spare = arguments.Scratch + arguments.Plan.SpareAt;
        for (int row = 0; row < Math.Min(rows, TTransform.Outputs); row++)
        {
            for (int column = 0; column < Math.Min(columns, TTransform.Outputs); column++)
            {
                TSimd.Store(TSimd.Load(spare + (row * TTransform.Outputs + column) * TSimd.Width),
                    target + row * arguments.OutputRow + column * arguments.OutputColumn);
            }
        }
    }
}
