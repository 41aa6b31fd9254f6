using System.Runtime.InteropServices;
using DigitML.Engine.Kernels;

namespace DigitML.Tests.Engine.Kernels;

/// <summary>
/// Numbers with a guard before and behind, at an address that isn't aligned: NaN for what is read, a sentinel for what is written.
/// </summary>
internal sealed unsafe class GuardedBuffer
{
    private const int Margin = 67;
    private readonly AlignedBuffer _buffer;
    private readonly float _guard;

    private GuardedBuffer(int length, float guard)
    {
        _buffer = new AlignedBuffer(length + 2 * Margin);
        _guard = guard;
        Length = length;
        _buffer.Span.Fill(guard);
    }

    /// <summary>How many numbers there are between the guards.</summary>
    public int Length { get; }

    /// <summary>The address of the first number.</summary>
    public float* Pointer => _buffer.Pointer + Margin;

    /// <summary>The numbers.</summary>
    public Span<float> Span => _buffer.Span.Slice(Margin, Length);

    /// <summary>A copy of some numbers, NaN round them.</summary>
    public static GuardedBuffer Input(ReadOnlySpan<float> values)
    {
        var buffer = new GuardedBuffer(values.Length, float.NaN);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Numbers in [-1, 1) that a key names, NaN round them.</summary>
    public static GuardedBuffer Random(int length, ulong key, double scale = 1)
    {
        var buffer = new GuardedBuffer(length, float.NaN);
        FormulaValues.Fill(buffer.Span, key, scale);
        return buffer;
    }

    /// <summary>Room for results, all sentinels.</summary>
    public static GuardedBuffer Output(int length) => new(length, -12345.678f);

    /// <summary>The numbers in double precision.</summary>
    public double[] Widen() => Array.ConvertAll(Span.ToArray(), value => (double)value);

    /// <summary>Fails unless the numbers are the expected ones and nothing round them has changed.</summary>
    public void AssertClose(double[] expected, string what, double relative = 1e-5)
    {
        TorchFixture.AssertClose(Array.ConvertAll(expected, value => (float)value), Span, relative, what);
        AssertGuards(what);
    }

    /// <summary>Fails if anything before or behind the numbers has changed.</summary>
    public void AssertGuards(string what)
    {
        int guard = BitConverter.SingleToInt32Bits(_guard);
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(_buffer.Span);
        Assert.AreEqual(-1, bits[..Margin].IndexOfAnyExcept(guard), $"{what}: memory before the numbers was overwritten");
        Assert.AreEqual(-1, bits[(Margin + Length)..].IndexOfAnyExcept(guard), $"{what}: memory behind the numbers was overwritten");
    }
}
