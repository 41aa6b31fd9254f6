using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Winograd;

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
        int filter = panel * 2 * TSimd.Width;
        float* products = arguments.Scratch + plan.ProductsAt;
        for (int strip = 0; strip < count; strip++)
        {
            int sample = (first + strip) / plan.PatchRows, row = (first + strip) % plan.PatchRows * WinogradPlan.PatchSize;
            float* target = arguments.Output + sample * arguments.OutputSample + row * arguments.OutputRow + filter;
            TransformStrip<TSimd, TVector, TTransform>(arguments, products, strip * plan.PatchColumns, target, filter, plan.Height - row);
        }
    }

    /// <summary>The filters of a panel, from <paramref name="filter"/> on, for a strip of which so many rows exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformStrip<TSimd, TVector, TTransform>(
        in WinogradArguments arguments, float* products, int patch, float* target, int filter, int rows)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        WinogradPlan plan = arguments.Plan;
        float* spare = arguments.Scratch + plan.SpareAt, bias = arguments.Bias == null ? null : arguments.Bias + filter;
        int filters = Math.Min(plan.Filters - filter, 2 * TSimd.Width);
        for (int columns = plan.Width; columns > 0; columns -= WinogradPlan.PatchSize, patch++)
        {
            (int group, int row) = Math.DivRem(patch, WinogradProduct.Rows);
            float* source = products + (nint)group * plan.GroupProducts + row * 2 * TSimd.Width;
            bool whole = rows >= WinogradPlan.PatchSize && columns >= WinogradPlan.PatchSize;
            for (int lane = 0; lane < filters; lane += TSimd.Width)
            {
                TVector start = bias == null ? default : TSimd.Load(bias + lane);
                float* to = whole ? target + lane : spare;
                nint toRow = whole ? arguments.OutputRow : WinogradPlan.PatchSize * TSimd.Width;
                nint toColumn = whole ? arguments.OutputColumn : TSimd.Width;
                TransformPatch<TSimd, TVector, TTransform>(source + lane, to, toRow, toColumn, start, arguments.Slope);
                if (!whole) { CopySpare<TSimd, TVector>(arguments, target + lane, rows, columns); }
            }

            target += WinogradPlan.PatchSize * arguments.OutputColumn;
        }
    }

    /// <summary>One register of filters of a patch: [points, points] products become [4, 4] outputs. The sums stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformPatch<TSimd, TVector, TTransform>(
        float* source, float* target, nint row, nint column, TVector bias, float slope)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        nint line = TTransform.Points * (2 * WinogradProduct.Stride - 1) * TSimd.Width;
        TVector y10 = bias, y11 = bias, y12 = bias, y13 = bias, y20 = bias, y21 = bias, y22 = bias, y23 = bias;
        TVector y30 = bias, y31 = bias, y32 = bias, y33 = bias;
        Row<TSimd, TVector, TTransform>(source, out TVector y00, out TVector y01, out TVector y02, out TVector y03);
        (y00, y01, y02, y03) = (TSimd.Add(y00, bias), TSimd.Add(y01, bias), TSimd.Add(y02, bias), TSimd.Add(y03, bias));
        source += line;
        Row<TSimd, TVector, TTransform>(source, out TVector p0, out TVector p1, out TVector p2, out TVector p3);
        Row<TSimd, TVector, TTransform>(source + line, out TVector m0, out TVector m1, out TVector m2, out TVector m3);
        Pair<TSimd, TVector>(p0, m0, TTransform.First, ref y00, ref y10, ref y20, ref y30);
        Pair<TSimd, TVector>(p1, m1, TTransform.First, ref y01, ref y11, ref y21, ref y31);
        Pair<TSimd, TVector>(p2, m2, TTransform.First, ref y02, ref y12, ref y22, ref y32);
        Pair<TSimd, TVector>(p3, m3, TTransform.First, ref y03, ref y13, ref y23, ref y33);
        source += 2 * line;
        Row<TSimd, TVector, TTransform>(source, out p0, out p1, out p2, out p3);
        Row<TSimd, TVector, TTransform>(source + line, out m0, out m1, out m2, out m3);
        Pair<TSimd, TVector>(p0, m0, TTransform.Second, ref y00, ref y10, ref y20, ref y30);
        Pair<TSimd, TVector>(p1, m1, TTransform.Second, ref y01, ref y11, ref y21, ref y31);
        Pair<TSimd, TVector>(p2, m2, TTransform.Second, ref y02, ref y12, ref y22, ref y32);
        Pair<TSimd, TVector>(p3, m3, TTransform.Second, ref y03, ref y13, ref y23, ref y33);
        source += 2 * line;
        if (TTransform.Points == 8)
        {
            Row<TSimd, TVector, TTransform>(source, out p0, out p1, out p2, out p3);
            Row<TSimd, TVector, TTransform>(source + line, out m0, out m1, out m2, out m3);
            Pair<TSimd, TVector>(p0, m0, TTransform.Third, ref y00, ref y10, ref y20, ref y30);
            Pair<TSimd, TVector>(p1, m1, TTransform.Third, ref y01, ref y11, ref y21, ref y31);
            Pair<TSimd, TVector>(p2, m2, TTransform.Third, ref y02, ref y12, ref y22, ref y32);
            Pair<TSimd, TVector>(p3, m3, TTransform.Third, ref y03, ref y13, ref y23, ref y33);
            source += 2 * line;
        }

        Row<TSimd, TVector, TTransform>(source, out p0, out p1, out p2, out p3);
        Store<TSimd, TVector>(target, column, y00, y01, y02, y03, slope);
        Store<TSimd, TVector>(target + row, column, y10, y11, y12, y13, slope);
        Store<TSimd, TVector>(target + 2 * row, column, y20, y21, y22, y23, slope);
        Store<TSimd, TVector>(
            target + 3 * row, column, TSimd.Add(y30, p0), TSimd.Add(y31, p1), TSimd.Add(y32, p2), TSimd.Add(y33, p3), slope);
    }

    /// <summary>The products of one row of points become four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TSimd, TVector, TTransform>(float* source, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TTransform : IWinogradTransform
    {
        nint stride = (2 * WinogradProduct.Stride - 1) * TSimd.Width;
        (y0, y1, y2, y3) = (TSimd.Load(source), default, default, TSimd.Load(source + (TTransform.Points - 1) * stride));
        Pair<TSimd, TVector>(
            TSimd.Load(source + stride), TSimd.Load(source + 2 * stride), TTransform.First, ref y0, ref y1, ref y2, ref y3);
        Pair<TSimd, TVector>(
            TSimd.Load(source + 3 * stride), TSimd.Load(source + 4 * stride), TTransform.Second, ref y0, ref y1, ref y2, ref y3);
        if (TTransform.Points == 8)
        {
            Pair<TSimd, TVector>(
                TSimd.Load(source + 5 * stride), TSimd.Load(source + 6 * stride), TTransform.Third, ref y0, ref y1, ref y2, ref y3);
        }
    }

    /// <summary>Adds what the products at +point and -point contribute to four outputs in a line: point^i times their sum or difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TSimd, TVector>(
        TVector plus, TVector minus, float point, ref TVector y0, ref TVector y1, ref TVector y2, ref TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector even = TSimd.Add(plus, minus), odd = TSimd.Subtract(plus, minus);
        y0 = TSimd.Add(y0, even);
        y1 = TSimd.MultiplyAdd(odd, TSimd.Broadcast(point), y1);
        y2 = TSimd.MultiplyAdd(even, TSimd.Broadcast(point * point), y2);
        y3 = TSimd.MultiplyAdd(odd, TSimd.Broadcast(point * point * point), y3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TSimd, TVector>(float* target, nint column, TVector y0, TVector y1, TVector y2, TVector y3, float slope)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (slope != 1)
        {
            TVector factor = TSimd.Broadcast(slope);
            (y0, y1) = (TSimd.Rectify(y0, factor), TSimd.Rectify(y1, factor));
            (y2, y3) = (TSimd.Rectify(y2, factor), TSimd.Rectify(y3, factor));
        }

        TSimd.Store(y0, target);
        TSimd.Store(y1, target + column);
        TSimd.Store(y2, target + 2 * column);
        TSimd.Store(y3, target + 3 * column);
    }

    /// <summary>Copies the outputs that exist of a patch that hangs over the bottom or the right end.</summary>
    private static void CopySpare<TSimd, TVector>(in WinogradArguments arguments, float* target, int rows, int columns)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        float* spare = arguments.Scratch + arguments.Plan.SpareAt;
        for (int row = 0; row < Math.Min(rows, WinogradPlan.PatchSize); row++)
        {
            for (int column = 0; column < Math.Min(columns, WinogradPlan.PatchSize); column++)
            {
                TSimd.Store(TSimd.Load(spare + (row * WinogradPlan.PatchSize + column) * TSimd.Width),
                    target + row * arguments.OutputRow + column * arguments.OutputColumn);
            }
        }
    }
}
