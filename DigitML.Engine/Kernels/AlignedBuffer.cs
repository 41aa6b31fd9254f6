namespace DigitML.Engine.Kernels;

/// <summary>Numbers at a fixed address that is a multiple of 64 bytes, zero at first, with room for one wide read past the end.</summary>
/// <remarks>
/// The memory is the garbage collector's own (a pinned array), so there is nothing to dispose. Keep the buffer alive while its pointer is
/// in use.
/// </remarks>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>Numbers that a kernel may read, not use, past the last one: two of the widest registers.</summary>
    public const int Slack = 32;

    private const int Alignment = 16;
    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    public AlignedBuffer(int length)
    {
        _memory = GC.AllocateArray<float>(length + Slack + Alignment, pinned: true);
        nuint address = (nuint)(nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]);
        _start = (int)((64 - address % 64) % 64 / sizeof(float));
        Length = length;
        Pointer = (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[_start]);
    }

    /// <summary>How many numbers the buffer holds.</summary>
    public int Length { get; }

    /// <summary>The address of the first number.</summary>
    public float* Pointer { get; }

    /// <summary>The numbers.</summary>
    public Span<float> Span => _memory.AsSpan(_start, Length);
}
