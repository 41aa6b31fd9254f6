namespace DigitML.Engine.Layers.Operations;

/// <summary>Working memory of one operation, as many pieces as threads are at work at once. A piece keeps what was left in it.</summary>
/// <param name="create">Makes a piece.</param>
internal sealed class ScratchPool<T>(Func<T> create)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Stack<T> _free = new();

    /// <summary>Takes a piece: the one used last, which may still be in the cache, or a new one.</summary>
    public T Rent()
    {
        lock (_lock) { return _free.TryPop(out T? piece) ? piece : create(); }
    }

    /// <summary>Gives a piece back.</summary>
    public void Return(T piece)
    {
        lock (_lock) { _free.Push(piece); }
    }
}
