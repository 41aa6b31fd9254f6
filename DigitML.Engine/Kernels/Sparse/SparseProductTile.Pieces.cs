using System.Runtime.CompilerServices;

namespace DigitML.Engine.Kernels.Sparse;

/// <content>The pieces of a patch, runs by registers. Each loads its sums, runs through the list and stores them, target by target.</content>
internal static unsafe partial class SparseProductTile
{
    // The piece of three runs by three registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeByThree<TSimd, TVector>(in SparseProductArguments arguments, int column)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint itemStride = arguments.ItemStride, sourceRun = arguments.SourceRunStride, targetRun = arguments.TargetRunStride;
        float* source = arguments.Source + column;
        float* output = arguments.Output + column;
        for (int target = 0; target < arguments.Targets; target++)
        {
            SparseEntry* entry = arguments.Entries + arguments.Starts[target], end = arguments.Entries + arguments.Ends[target];
            if (entry == end) { continue; }
            float* y0 = output + arguments.TargetOffsets[target], y1 = y0 + targetRun, y2 = y1 + targetRun;
            TVector s00 = TSimd.Load(y0), s01 = TSimd.Load(y0 + width), s02 = TSimd.Load(y0 + 2 * width);
            TVector s10 = TSimd.Load(y1), s11 = TSimd.Load(y1 + width), s12 = TSimd.Load(y1 + 2 * width);
            TVector s20 = TSimd.Load(y2), s21 = TSimd.Load(y2 + width), s22 = TSimd.Load(y2 + 2 * width);
            do
            {
                TVector factor = TSimd.Broadcast(entry->Value);
                float* x = source + entry->Item * itemStride;
                s00 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s00); s01 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s01);
                s02 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s02);
                x += sourceRun;
                s10 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s10); s11 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s11);
                s12 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s12);
                x += sourceRun;
                s20 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s20); s21 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s21);
                s22 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s22);
            }
            while (++entry < end);

            TSimd.Store(s00, y0); TSimd.Store(s01, y0 + width); TSimd.Store(s02, y0 + 2 * width);
            TSimd.Store(s10, y1); TSimd.Store(s11, y1 + width); TSimd.Store(s12, y1 + 2 * width);
            TSimd.Store(s20, y2); TSimd.Store(s21, y2 + width); TSimd.Store(s22, y2 + 2 * width);
        }
    }

    // The piece of three runs by six registers: eighteen sums, for processors with thirty-two registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeBySix<TSimd, TVector>(in SparseProductArguments arguments, int column)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint itemStride = arguments.ItemStride, sourceRun = arguments.SourceRunStride, targetRun = arguments.TargetRunStride;
        float* source = arguments.Source + column;
        float* output = arguments.Output + column;
        for (int target = 0; target < arguments.Targets; target++)
        {
            SparseEntry* entry = arguments.Entries + arguments.Starts[target], end = arguments.Entries + arguments.Ends[target];
            if (entry == end) { continue; }
            float* y0 = output + arguments.TargetOffsets[target], y1 = y0 + targetRun, y2 = y1 + targetRun;
            TVector s00 = TSimd.Load(y0), s01 = TSimd.Load(y0 + width), s02 = TSimd.Load(y0 + 2 * width);
            TVector s03 = TSimd.Load(y0 + 3 * width), s04 = TSimd.Load(y0 + 4 * width), s05 = TSimd.Load(y0 + 5 * width);
            TVector s10 = TSimd.Load(y1), s11 = TSimd.Load(y1 + width), s12 = TSimd.Load(y1 + 2 * width);
            TVector s13 = TSimd.Load(y1 + 3 * width), s14 = TSimd.Load(y1 + 4 * width), s15 = TSimd.Load(y1 + 5 * width);
            TVector s20 = TSimd.Load(y2), s21 = TSimd.Load(y2 + width), s22 = TSimd.Load(y2 + 2 * width);
            TVector s23 = TSimd.Load(y2 + 3 * width), s24 = TSimd.Load(y2 + 4 * width), s25 = TSimd.Load(y2 + 5 * width);
            do
            {
                TVector factor = TSimd.Broadcast(entry->Value);
                float* x = source + entry->Item * itemStride;
                s00 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s00); s01 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s01);
                s02 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s02); s03 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s03);
                s04 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s04); s05 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 5 * width), s05);
                x += sourceRun;
                s10 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s10); s11 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s11);
                s12 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s12); s13 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s13);
                s14 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s14); s15 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 5 * width), s15);
                x += sourceRun;
                s20 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s20); s21 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s21);
                s22 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s22); s23 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s23);
                s24 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s24); s25 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 5 * width), s25);
            }
            while (++entry < end);

            TSimd.Store(s00, y0); TSimd.Store(s01, y0 + width); TSimd.Store(s02, y0 + 2 * width);
            TSimd.Store(s03, y0 + 3 * width); TSimd.Store(s04, y0 + 4 * width); TSimd.Store(s05, y0 + 5 * width);
            TSimd.Store(s10, y1); TSimd.Store(s11, y1 + width); TSimd.Store(s12, y1 + 2 * width);
            TSimd.Store(s13, y1 + 3 * width); TSimd.Store(s14, y1 + 4 * width); TSimd.Store(s15, y1 + 5 * width);
            TSimd.Store(s20, y2); TSimd.Store(s21, y2 + width); TSimd.Store(s22, y2 + 2 * width);
            TSimd.Store(s23, y2 + 3 * width); TSimd.Store(s24, y2 + 4 * width); TSimd.Store(s25, y2 + 5 * width);
        }
    }

    // Runs 0 to 2 of five, five registers of each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeByFive<TSimd, TVector>(in SparseProductArguments arguments, int column)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint itemStride = arguments.ItemStride, sourceRun = arguments.SourceRunStride, targetRun = arguments.TargetRunStride;
        float* source = arguments.Source + column;
        float* output = arguments.Output + column;
        for (int target = 0; target < arguments.Targets; target++)
        {
            SparseEntry* entry = arguments.Entries + arguments.Starts[target], end = arguments.Entries + arguments.Ends[target];
            if (entry == end) { continue; }
            float* y0 = output + arguments.TargetOffsets[target], y1 = y0 + targetRun, y2 = y1 + targetRun;
            TVector s00 = TSimd.Load(y0), s01 = TSimd.Load(y0 + width), s02 = TSimd.Load(y0 + 2 * width);
            TVector s03 = TSimd.Load(y0 + 3 * width), s04 = TSimd.Load(y0 + 4 * width);
            TVector s10 = TSimd.Load(y1), s11 = TSimd.Load(y1 + width), s12 = TSimd.Load(y1 + 2 * width);
            TVector s13 = TSimd.Load(y1 + 3 * width), s14 = TSimd.Load(y1 + 4 * width);
            TVector s20 = TSimd.Load(y2), s21 = TSimd.Load(y2 + width), s22 = TSimd.Load(y2 + 2 * width);
            TVector s23 = TSimd.Load(y2 + 3 * width), s24 = TSimd.Load(y2 + 4 * width);
            do
            {
                TVector factor = TSimd.Broadcast(entry->Value);
                float* x = source + entry->Item * itemStride;
                s00 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s00); s01 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s01);
                s02 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s02); s03 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s03);
                s04 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s04);
                x += sourceRun;
                s10 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s10); s11 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s11);
                s12 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s12); s13 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s13);
                s14 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s14);
                x += sourceRun;
                s20 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s20); s21 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s21);
                s22 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s22); s23 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s23);
                s24 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s24);
            }
            while (++entry < end);

            TSimd.Store(s00, y0); TSimd.Store(s01, y0 + width); TSimd.Store(s02, y0 + 2 * width);
            TSimd.Store(s03, y0 + 3 * width); TSimd.Store(s04, y0 + 4 * width);
            TSimd.Store(s10, y1); TSimd.Store(s11, y1 + width); TSimd.Store(s12, y1 + 2 * width);
            TSimd.Store(s13, y1 + 3 * width); TSimd.Store(s14, y1 + 4 * width);
            TSimd.Store(s20, y2); TSimd.Store(s21, y2 + width); TSimd.Store(s22, y2 + 2 * width);
            TSimd.Store(s23, y2 + 3 * width); TSimd.Store(s24, y2 + 4 * width);
        }
    }

    // Runs 3 and 4 of five, five registers of each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoByFive<TSimd, TVector>(in SparseProductArguments arguments, int column)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        nint itemStride = arguments.ItemStride, sourceRun = arguments.SourceRunStride, targetRun = arguments.TargetRunStride;
        float* source = arguments.Source + 3 * sourceRun + column;
        float* output = arguments.Output + 3 * targetRun + column;
        for (int target = 0; target < arguments.Targets; target++)
        {
            SparseEntry* entry = arguments.Entries + arguments.Starts[target], end = arguments.Entries + arguments.Ends[target];
            if (entry == end) { continue; }
            float* y0 = output + arguments.TargetOffsets[target], y1 = y0 + targetRun;
            TVector s00 = TSimd.Load(y0), s01 = TSimd.Load(y0 + width), s02 = TSimd.Load(y0 + 2 * width);
            TVector s03 = TSimd.Load(y0 + 3 * width), s04 = TSimd.Load(y0 + 4 * width);
            TVector s10 = TSimd.Load(y1), s11 = TSimd.Load(y1 + width), s12 = TSimd.Load(y1 + 2 * width);
            TVector s13 = TSimd.Load(y1 + 3 * width), s14 = TSimd.Load(y1 + 4 * width);
            do
            {
                TVector factor = TSimd.Broadcast(entry->Value);
                float* x = source + entry->Item * itemStride;
                s00 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s00); s01 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s01);
                s02 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s02); s03 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s03);
                s04 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s04);
                x += sourceRun;
                s10 = TSimd.MultiplyAdd(factor, TSimd.Load(x), s10); s11 = TSimd.MultiplyAdd(factor, TSimd.Load(x + width), s11);
                s12 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 2 * width), s12); s13 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 3 * width), s13);
                s14 = TSimd.MultiplyAdd(factor, TSimd.Load(x + 4 * width), s14);
            }
            while (++entry < end);

            TSimd.Store(s00, y0); TSimd.Store(s01, y0 + width); TSimd.Store(s02, y0 + 2 * width);
            TSimd.Store(s03, y0 + 3 * width); TSimd.Store(s04, y0 + 4 * width);
            TSimd.Store(s10, y1); TSimd.Store(s11, y1 + width); TSimd.Store(s12, y1 + 2 * width);
            TSimd.Store(s13, y1 + 3 * width); TSimd.Store(s14, y1 + 4 * width);
        }
    }
}
