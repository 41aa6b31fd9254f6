using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DigitML.Engine.Kernels.Winograd;

/// <summary>
/// The products of a block of patches with the transformed weights, one matrix product a point:
/// y[patch, k] = sum over c of x[patch, c] * w[c, k], for the columns k of one panel.
/// </summary>
/// <remarks>
/// The numbers lie in groups of <see cref="Rows"/> patches, the rows of a tile, so that a tile needs one address for all its rows:
/// inputs [groups, channels / register, points * points, rows, register], products [groups, points * points, rows, panel width].
/// The weights of a panel pass by once a group, in order, from the second-level cache.
/// </remarks>
internal static unsafe class WinogradProduct
{
    private const int WideRows = 14;
    private const int RestRows = 8;
    private const int NarrowRows = 6;

    /// <summary>Patches of a group: 28 sums fit the 32 registers of AVX-512, 12 the 16 of AVX2.</summary>
    public static int Rows => Vector512.IsHardwareAccelerated ? WideRows : NarrowRows;

    /// <summary>
    /// Registers from one point's inputs to the next; twice as many, less one, in the products. With AVX-512 these are odd numbers of cache
    /// lines: a read waits for an earlier write whose address agrees in the last twelve bits, so the addresses had better differ.
    /// </summary>
    public static int Stride => Rows + 1;

    /// <summary>Groups that so many patches fill, the last perhaps in part.</summary>
    public static int Groups(int patches) => (patches + Rows - 1) / Rows;

    /// <summary>Rows that the tiles compute for so many patches.</summary>
    public static int ComputedRows(int patches) =>
        Rows == WideRows && patches % Rows is > 0 and <= RestRows ? patches / Rows * Rows + RestRows : Groups(patches) * Rows;

    /// <summary>Multiplies every point's inputs with its weights.</summary>
    /// <param name="plan">The sizes.</param>
    /// <param name="inputs">The transformed inputs.</param>
    /// <param name="weights">One panel of <see cref="WinogradWeights"/>: [points * points, channels, panel width].</param>
    /// <param name="products">Where the products go.</param>
    /// <param name="patches">Number of patches.</param>
    public static void Multiply<TSimd, TVector>(WinogradPlan plan, float* inputs, float* weights, float* products, int patches)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int points = plan.Points * plan.Points, blocks = plan.Channels / TSimd.Width;
        nint blockStride = points * Stride * TSimd.Width;
        for (int group = 0; group * Rows < patches; group++)
        {
            float* x = inputs + group * plan.GroupInputs, y = products + group * plan.GroupProducts;
            int rest = patches - group * Rows;
            if (Rows == NarrowRows) { NarrowTile<TSimd, TVector>(x, blockStride, weights, y, blocks, points); }
            else if (rest <= RestRows) { RestTile<TSimd, TVector>(x, blockStride, weights, y, blocks, points); }
            else { WideTile<TSimd, TVector>(x, blockStride, weights, y, blocks, points); }
        }
    }

    /// <summary>Every point of a group: fourteen rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WideTile<TSimd, TVector>(float* inputs, nint blockStride, float* w, float* y, int blocks, int points)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        for (; points > 0; points--, inputs += Stride * width, y += (2 * Stride - 1) * width)
        {
            float* x = inputs;
            TVector sa0 = default, sa1 = default, sb0 = default, sb1 = default, sc0 = default, sc1 = default, sd0 = default;
            TVector sd1 = default, se0 = default, se1 = default, sf0 = default, sf1 = default, sg0 = default, sg1 = default;
            TVector sh0 = default, sh1 = default, si0 = default, si1 = default, sj0 = default, sj1 = default, sk0 = default;
            TVector sk1 = default, sl0 = default, sl1 = default, sm0 = default, sm1 = default, sn0 = default, sn1 = default;
            for (int block = blocks; block > 0; block--, x += blockStride - width)
            {
                for (int lane = 0; lane < width; lane++, x++, w += 2 * width)
                {
                    TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + width), v = TSimd.Broadcast(x[0]);
                    sa0 = TSimd.MultiplyAdd(v, w0, sa0); sa1 = TSimd.MultiplyAdd(v, w1, sa1);
                    v = TSimd.Broadcast(x[width]); sb0 = TSimd.MultiplyAdd(v, w0, sb0); sb1 = TSimd.MultiplyAdd(v, w1, sb1);
                    v = TSimd.Broadcast(x[2 * width]); sc0 = TSimd.MultiplyAdd(v, w0, sc0); sc1 = TSimd.MultiplyAdd(v, w1, sc1);
                    v = TSimd.Broadcast(x[3 * width]); sd0 = TSimd.MultiplyAdd(v, w0, sd0); sd1 = TSimd.MultiplyAdd(v, w1, sd1);
                    v = TSimd.Broadcast(x[4 * width]); se0 = TSimd.MultiplyAdd(v, w0, se0); se1 = TSimd.MultiplyAdd(v, w1, se1);
                    v = TSimd.Broadcast(x[5 * width]); sf0 = TSimd.MultiplyAdd(v, w0, sf0); sf1 = TSimd.MultiplyAdd(v, w1, sf1);
                    v = TSimd.Broadcast(x[6 * width]); sg0 = TSimd.MultiplyAdd(v, w0, sg0); sg1 = TSimd.MultiplyAdd(v, w1, sg1);
                    v = TSimd.Broadcast(x[7 * width]); sh0 = TSimd.MultiplyAdd(v, w0, sh0); sh1 = TSimd.MultiplyAdd(v, w1, sh1);
                    v = TSimd.Broadcast(x[8 * width]); si0 = TSimd.MultiplyAdd(v, w0, si0); si1 = TSimd.MultiplyAdd(v, w1, si1);
                    v = TSimd.Broadcast(x[9 * width]); sj0 = TSimd.MultiplyAdd(v, w0, sj0); sj1 = TSimd.MultiplyAdd(v, w1, sj1);
                    v = TSimd.Broadcast(x[10 * width]); sk0 = TSimd.MultiplyAdd(v, w0, sk0); sk1 = TSimd.MultiplyAdd(v, w1, sk1);
                    v = TSimd.Broadcast(x[11 * width]); sl0 = TSimd.MultiplyAdd(v, w0, sl0); sl1 = TSimd.MultiplyAdd(v, w1, sl1);
                    v = TSimd.Broadcast(x[12 * width]); sm0 = TSimd.MultiplyAdd(v, w0, sm0); sm1 = TSimd.MultiplyAdd(v, w1, sm1);
                    v = TSimd.Broadcast(x[13 * width]); sn0 = TSimd.MultiplyAdd(v, w0, sn0); sn1 = TSimd.MultiplyAdd(v, w1, sn1);
                }
            }

            TSimd.Store(sa0, y); TSimd.Store(sa1, y + width);
            TSimd.Store(sb0, y + 2 * width); TSimd.Store(sb1, y + 3 * width);
            TSimd.Store(sc0, y + 4 * width); TSimd.Store(sc1, y + 5 * width);
            TSimd.Store(sd0, y + 6 * width); TSimd.Store(sd1, y + 7 * width);
            TSimd.Store(se0, y + 8 * width); TSimd.Store(se1, y + 9 * width);
            TSimd.Store(sf0, y + 10 * width); TSimd.Store(sf1, y + 11 * width);
            TSimd.Store(sg0, y + 12 * width); TSimd.Store(sg1, y + 13 * width);
            TSimd.Store(sh0, y + 14 * width); TSimd.Store(sh1, y + 15 * width);
            TSimd.Store(si0, y + 16 * width); TSimd.Store(si1, y + 17 * width);
            TSimd.Store(sj0, y + 18 * width); TSimd.Store(sj1, y + 19 * width);
            TSimd.Store(sk0, y + 20 * width); TSimd.Store(sk1, y + 21 * width);
            TSimd.Store(sl0, y + 22 * width); TSimd.Store(sl1, y + 23 * width);
            TSimd.Store(sm0, y + 24 * width); TSimd.Store(sm1, y + 25 * width);
            TSimd.Store(sn0, y + 26 * width); TSimd.Store(sn1, y + 27 * width);
        }
    }

    /// <summary>The first eight rows of a group of fourteen, by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RestTile<TSimd, TVector>(float* inputs, nint blockStride, float* w, float* y, int blocks, int points)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        for (; points > 0; points--, inputs += Stride * width, y += (2 * Stride - 1) * width)
        {
            float* x = inputs;
            TVector sa0 = default, sa1 = default, sb0 = default, sb1 = default, sc0 = default, sc1 = default;
            TVector sd0 = default, sd1 = default, se0 = default, se1 = default, sf0 = default, sf1 = default;
            TVector sg0 = default, sg1 = default, sh0 = default, sh1 = default;
            for (int block = blocks; block > 0; block--, x += blockStride - width)
            {
                for (int lane = 0; lane < width; lane++, x++, w += 2 * width)
                {
                    Simd.Prefetch(w + Simd.FarAhead);
                    Simd.Prefetch(w + Simd.FarAhead + width);
                    TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + width), v = TSimd.Broadcast(x[0]);
                    sa0 = TSimd.MultiplyAdd(v, w0, sa0); sa1 = TSimd.MultiplyAdd(v, w1, sa1);
                    v = TSimd.Broadcast(x[width]); sb0 = TSimd.MultiplyAdd(v, w0, sb0); sb1 = TSimd.MultiplyAdd(v, w1, sb1);
                    v = TSimd.Broadcast(x[2 * width]); sc0 = TSimd.MultiplyAdd(v, w0, sc0); sc1 = TSimd.MultiplyAdd(v, w1, sc1);
                    v = TSimd.Broadcast(x[3 * width]); sd0 = TSimd.MultiplyAdd(v, w0, sd0); sd1 = TSimd.MultiplyAdd(v, w1, sd1);
                    v = TSimd.Broadcast(x[4 * width]); se0 = TSimd.MultiplyAdd(v, w0, se0); se1 = TSimd.MultiplyAdd(v, w1, se1);
                    v = TSimd.Broadcast(x[5 * width]); sf0 = TSimd.MultiplyAdd(v, w0, sf0); sf1 = TSimd.MultiplyAdd(v, w1, sf1);
                    v = TSimd.Broadcast(x[6 * width]); sg0 = TSimd.MultiplyAdd(v, w0, sg0); sg1 = TSimd.MultiplyAdd(v, w1, sg1);
                    v = TSimd.Broadcast(x[7 * width]); sh0 = TSimd.MultiplyAdd(v, w0, sh0); sh1 = TSimd.MultiplyAdd(v, w1, sh1);
                }
            }

            TSimd.Store(sa0, y); TSimd.Store(sa1, y + width);
            TSimd.Store(sb0, y + 2 * width); TSimd.Store(sb1, y + 3 * width);
            TSimd.Store(sc0, y + 4 * width); TSimd.Store(sc1, y + 5 * width);
            TSimd.Store(sd0, y + 6 * width); TSimd.Store(sd1, y + 7 * width);
            TSimd.Store(se0, y + 8 * width); TSimd.Store(se1, y + 9 * width);
            TSimd.Store(sf0, y + 10 * width); TSimd.Store(sf1, y + 11 * width);
            TSimd.Store(sg0, y + 12 * width); TSimd.Store(sg1, y + 13 * width);
            TSimd.Store(sh0, y + 14 * width); TSimd.Store(sh1, y + 15 * width);
        }
    }

    /// <summary>Every point of a group: six rows by two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowTile<TSimd, TVector>(float* inputs, nint blockStride, float* w, float* y, int blocks, int points)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int width = TSimd.Width;
        for (; points > 0; points--, inputs += Stride * width, y += (2 * Stride - 1) * width)
        {
            float* x = inputs;
            TVector sa0 = default, sa1 = default, sb0 = default, sb1 = default, sc0 = default, sc1 = default;
            TVector sd0 = default, sd1 = default, se0 = default, se1 = default, sf0 = default, sf1 = default;
            for (int block = blocks; block > 0; block--, x += blockStride - width)
            {
                for (int lane = 0; lane < width; lane++, x++, w += 2 * width)
                {
                    TVector w0 = TSimd.Load(w), w1 = TSimd.Load(w + width), v = TSimd.Broadcast(x[0]);
                    sa0 = TSimd.MultiplyAdd(v, w0, sa0); sa1 = TSimd.MultiplyAdd(v, w1, sa1);
                    v = TSimd.Broadcast(x[width]); sb0 = TSimd.MultiplyAdd(v, w0, sb0); sb1 = TSimd.MultiplyAdd(v, w1, sb1);
                    v = TSimd.Broadcast(x[2 * width]); sc0 = TSimd.MultiplyAdd(v, w0, sc0); sc1 = TSimd.MultiplyAdd(v, w1, sc1);
                    v = TSimd.Broadcast(x[3 * width]); sd0 = TSimd.MultiplyAdd(v, w0, sd0); sd1 = TSimd.MultiplyAdd(v, w1, sd1);
                    v = TSimd.Broadcast(x[4 * width]); se0 = TSimd.MultiplyAdd(v, w0, se0); se1 = TSimd.MultiplyAdd(v, w1, se1);
                    v = TSimd.Broadcast(x[5 * width]); sf0 = TSimd.MultiplyAdd(v, w0, sf0); sf1 = TSimd.MultiplyAdd(v, w1, sf1);
                }
            }

            TSimd.Store(sa0, y); TSimd.Store(sa1, y + width);
            TSimd.Store(sb0, y + 2 * width); TSimd.Store(sb1, y + 3 * width);
            TSimd.Store(sc0, y + 4 * width); TSimd.Store(sc1, y + 5 * width);
            TSimd.Store(sd0, y + 6 * width); TSimd.Store(sd1, y + 7 * width);
            TSimd.Store(se0, y + 8 * width); TSimd.Store(se1, y + 9 * width);
            TSimd.Store(sf0, y + 10 * width); TSimd.Store(sf1, y + 11 * width);
        }
    }
}
