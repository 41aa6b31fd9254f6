using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DigitML.Imaging.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of a block (ITU-T T.81, section A.3.3): samples = Bᵀ X B with B[k, n] = c(k)/2 cos((2n + 1) kπ/16),
/// c(0) = 1/√2 and otherwise 1. In float it is exact up to the last rounding, as good as the best integer ones.
/// </summary>
internal static class InverseTransform
{
    // Samples are stored with 128 taken off; the half rounds.
    private const float Level = 128.5f;

    // Row k holds frequency k at the eight places n.
    private static readonly float[] Basis = BuildBasis();

    // The other way round: row n holds place n of the eight frequencies.
    private static readonly float[] Places = Transpose(Basis);

    /// <summary>Turns coefficients into samples.</summary>
    /// <param name="coefficients">64, row by row of rising vertical frequency.</param>
    /// <param name="steps">What each coefficient is multiplied with.</param>
    /// <param name="work">64 values of any content, overwritten.</param>
    /// <param name="samples">Takes eight rows of eight samples, clamped to 0-255.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    public static void Apply(ReadOnlySpan<short> coefficients, float[] steps, float[] work, Span<byte> samples, int stride)
    {
        if (!coefficients[1..64].ContainsAnyExcept((short)0))
        {
            Fill(coefficients[0] * steps[0], samples, stride);
            return;
        }
        Span<float> columns = stackalloc float[64];
        Dequantize(coefficients, steps, work);
        for (int y = 0; y < 8; y++)
        {
            Combine(Places.AsSpan(8 * y, 8), work).CopyTo(columns[(8 * y)..]);
        }
        for (int y = 0; y < 8; y++)
        {
            Vector256<float> row = Combine(columns.Slice(8 * y, 8), Basis) + Vector256.Create(Level);
            row = Vector256.Min(Vector256.Max(row, Vector256<float>.Zero), Vector256.Create(255f));
            Store(Vector256.ConvertToInt32(row), samples.Slice(y * stride, 8));
        }
    }

    /// <summary>The sum of eight rows of eight, each times its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Combine(ReadOnlySpan<float> weights, ReadOnlySpan<float> rows)
    {
        ref float row = ref MemoryMarshal.GetReference(rows[..64]);
        ref float weight = ref MemoryMarshal.GetReference(weights[..8]);
        // Two sums, so that no addition waits for the one before.
        Vector256<float> even = Vector256<float>.Zero, odd = Vector256<float>.Zero;
        for (int k = 0; k < 8; k += 2)
        {
            even += Vector256.Create(Unsafe.Add(ref weight, k)) * Vector256.LoadUnsafe(ref row, (nuint)(8 * k));
            odd += Vector256.Create(Unsafe.Add(ref weight, k + 1)) * Vector256.LoadUnsafe(ref row, (nuint)(8 * k + 8));
        }
        return even + odd;
    }

    private static void Dequantize(ReadOnlySpan<short> coefficients, ReadOnlySpan<float> steps, Span<float> values)
    {
        for (int i = 0; i < 64; i += 8)
        {
            (Vector128<int> low, Vector128<int> high) = Vector128.Widen(Vector128.Create(coefficients.Slice(i, 8)));
            Vector256<float> row = Vector256.ConvertToSingle(Vector256.Create(low, high)) * Vector256.Create(steps.Slice(i, 8));
            row.CopyTo(values[i..]);
        }
    }

    private static void Store(Vector256<int> row, Span<byte> samples)
    {
        Vector128<short> halves = Vector128.Narrow(row.GetLower(), row.GetUpper());
        ulong bytes = Vector128.Narrow(halves.AsUInt16(), halves.AsUInt16()).AsUInt64().ToScalar();
        MemoryMarshal.Write(samples, bytes);
    }

    /// <summary>A block of one value: the mean is an eighth of the first coefficient.</summary>
    private static void Fill(float coefficient, Span<byte> samples, int stride)
    {
        byte value = (byte)Math.Clamp(coefficient / 8 + Level, 0, 255);
        for (int y = 0; y < 8; y++)
        {
            samples.Slice(y * stride, 8).Fill(value);
        }
    }

    private static float[] BuildBasis()
    {
        float[] basis = new float[64];
        for (int k = 0; k < 8; k++)
        {
            double scale = k == 0 ? Math.Sqrt(0.125) : 0.5;
            for (int n = 0; n < 8; n++)
            {
                basis[8 * k + n] = (float)(scale * Math.Cos((2 * n + 1) * k * Math.PI / 16));
            }
        }
        return basis;
    }

    private static float[] Transpose(float[] matrix)
    {
        float[] transposed = new float[64];
        for (int i = 0; i < 64; i++)
        {
            transposed[i % 8 * 8 + i / 8] = matrix[i];
        }
        return transposed;
    }
}
