using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitML.Recognition.Ink;

/// <summary>Loops over rows of pixels, as many pixels at a time as a register holds.</summary>
internal static class PixelRow
{
    /// <summary>Fills [start, end) with a straight line: first + slope (x - start).</summary>
    public static void Ramp(Span<float> line, int start, int end, float first, float slope)
    {
        Span<float> part = line[start..end];
        int x = 0;
        Vector<float> ramp = Vector.CreateSequence(first, slope), step = new(slope * Vector<float>.Count);
        for (; x <= part.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            ramp.CopyTo(part[x..]);
            ramp += step;
        }

        for (; x < part.Length; x++) { part[x] = first + slope * x; }
    }

    /// <summary>How far pixels lie below the paper, 0 to 255 in 255ths of the paper's level.</summary>
    /// <param name="pixels">[width].</param>
    /// <param name="paper">[width]: the paper's level.</param>
    /// <param name="least">The paper is taken to be at least so light; more than 0.</param>
    /// <param name="contrast">[width], filled.</param>
    public static void Contrast(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> paper, float least, Span<byte> contrast)
    {
        int x = 0, step = Vector<byte>.Count, lanes = Vector<float>.Count;
        ref float levels = ref MemoryMarshal.GetReference(paper);
        Vector<float> lightest = new(255), darkest = new(least);
        for (; x <= pixels.Length - step; x += step)
        {
            Vector.Widen(new Vector<byte>(pixels[x..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            Vector<ushort> first = Vector.Narrow(Of(a, ref levels, x), Of(b, ref levels, x + lanes));
            Vector<ushort> second = Vector.Narrow(Of(c, ref levels, x + 2 * lanes), Of(d, ref levels, x + 3 * lanes));
            Vector.Narrow(first, second).CopyTo(contrast[x..]);
        }

        for (; x < pixels.Length; x++) { contrast[x] = (byte)Math.Clamp((paper[x] - pixels[x]) * 255 / Math.Max(paper[x], least), 0, 255); }

        Vector<uint> Of(Vector<uint> pixel, ref float levels, int place)
        {
            var level = Vector.LoadUnsafe(ref levels, (nuint)place);
            Vector<float> part = (level - Vector.ConvertToSingle(Vector.AsVectorInt32(pixel))) * lightest / Vector.Max(level, darkest);
            return Vector.AsVectorUInt32(Vector.ConvertToInt32(Vector.Min(Vector.Max(part, Vector<float>.Zero), lightest)));
        }
    }

    /// <summary>1 where a value is greater than a limit, 0 elsewhere.</summary>
    public static void Above(ReadOnlySpan<byte> values, byte limit, Span<byte> result)
    {
        int x = 0;
        var limits = new Vector<byte>(limit);
        for (; x <= values.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            (Vector.GreaterThan(new Vector<byte>(values[x..]), limits) & Vector<byte>.One).CopyTo(result[x..]);
        }

        for (; x < values.Length; x++) { result[x] = values[x] > limit ? (byte)1 : (byte)0; }
    }
}
