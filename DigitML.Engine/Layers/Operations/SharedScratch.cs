using DigitML.Engine.Kernels;

namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Working memory that all operations of a network share, so that few pieces stay in the cache: one for each thread at work, or two where an
/// operation takes another's help. All pieces are as long as the longest that was asked for, so that after a step none is made any more.
/// </summary>
internal sealed class SharedScratch
{
    private readonly Lock _lock = new();
    private readonly Stack<AlignedBuffer> _free = new();
    private int _longest;

    /// <summary>
    /// Takes a piece of at least so many numbers, whatever they are: the one used last, which may still be in the cache, or a new one.
    /// </summary>
    public AlignedBuffer Rent(int length)
    {
        lock (_lock)
        {
            if (length > _longest)
            {
                _longest = length;
                _free.Clear();
            }

            return _free.TryPop(out AlignedBuffer? buffer) ? buffer : new AlignedBuffer(_longest);
        }
    }

    /// <summary>Gives a piece back.</summary>
    public void Return(AlignedBuffer buffer)
    {
        lock (_lock)
        {
            if (buffer.Length == _longest) { _free.Push(buffer); }
        }
    }
}
