using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>Working memory that all operations of a network share, so that few pieces stay in the cache: one for each thread at work.</summary>
internal sealed class SharedScratch
{
    private readonly Lock _lock = new();
    private readonly Stack<AlignedBuffer> _free = new();

    /// <summary>Takes a piece of at least so many numbers, whatever they are: the one used last if it is large enough, or a new one.</summary>
    public AlignedBuffer Rent(int length)
    {
        lock (_lock)
        {
            if (_free.TryPop(out AlignedBuffer? buffer) && buffer.Length >= length) { return buffer; }
        }

        return new AlignedBuffer(length);
    }

    /// <summary>Gives a piece back.</summary>
    public void Return(AlignedBuffer buffer)
    {
        lock (_lock) { _free.Push(buffer); }
    }
}
