using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>Working memory of one operation, as many pieces as threads are at work at once. A piece keeps what was left in it.</summary>
/// <param name="length">Numbers in a piece.</param>
internal sealed class ScratchPool(int length)
{
    private readonly Lock _lock = new();
    private readonly Stack<AlignedBuffer> _free = new();

    /// <summary>Takes a piece: the one used last, which may still be in the cache, or a new one of zeros.</summary>
    public AlignedBuffer Rent()
    {
        lock (_lock) { return _free.TryPop(out AlignedBuffer? buffer) ? buffer : new AlignedBuffer(length); }
    }

    /// <summary>Gives a piece back.</summary>
    public void Return(AlignedBuffer buffer)
    {
        lock (_lock) { _free.Push(buffer); }
    }
}
