using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace DigitML.Engine.Threading;

/// <summary>
/// Threads that stay between two pieces of work: they spin for a moment, then sleep. The caller works along.
/// </summary>
/// <remarks>
/// Every thread has a stretch of the items of its own, the same one whenever there are so many items: what it wrote in one piece of work, it
/// finds in its cache in the next. Items are claimed one by one, and who has done its own takes others', from their end: so a thread that the
/// system delays holds nobody up. What an item computes must not depend on who computes it: then the result doesn't depend on the number of
/// threads.
/// </remarks>
#pragma warning disable CA1001 // A team lives as long as the process, and its semaphore with it.
internal sealed class WorkerTeam
#pragma warning restore CA1001
{
    private const int CacheLineBytes = 64;

    private static readonly ConcurrentDictionary<int, WorkerTeam> Teams = new();
    private static readonly long SpinTicks = Stopwatch.Frequency / 5000;
    private static readonly Action<int> Nothing = static _ => { };

    private readonly Lock _owner = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Action<int> _work = Nothing;
    private Exception? _failure;
    private int _items;
    private int _completed;
    private int _sleepers;

    // Each thread's items that nobody has claimed.
    private readonly Stretch[] _stretches;

    private WorkerTeam(int threads)
    {
        Threads = threads;
        _stretches = [.. Enumerable.Range(0, threads).Select(_ => new Stretch())];
        for (int worker = 1; worker < threads; worker++)
        {
            int self = worker;
            // Without the context of the first caller, whose ambient cancellation must not reach later work.
            new Thread(() => Serve(self)) { IsBackground = true, Name = $"DigitML {worker}" }.UnsafeStart();
        }
    }

    /// <summary>Threads that work, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The process's team of so many threads (1 to 1,024), made when first asked for.</summary>
    public static WorkerTeam Create(int threads)
    {
        if (threads is < 1 or > 1024)
        {
            throw new DigitMLException($"The number of threads is {threads}; it must be from 1 to 1024.");
        }

        return Teams.GetOrAdd(threads, static count => new WorkerTeam(count));
    }

    /// <summary>The team that a user's setting asks for: 0 takes a thread for each processor.</summary>
    public static WorkerTeam FromSetting(int threads) => Create(threads > 0 ? threads : Environment.ProcessorCount);

    /// <summary>Calls <paramref name="work"/> for 0 to <paramref name="items"/> - 1, each once, and returns when all are done.</summary>
    /// <remarks>
    /// When the team is at work already, for somebody else or for the caller itself, the caller does everything itself.
    /// What an item throws is thrown here, once; if several items throw, it is what the first of them to fail threw.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The scope of <see cref="AmbientCancellation"/> is canceled.</exception>
    public void Run(int items, Action<int> work)
    {
        AmbientCancellation.ThrowIfRequested();
        if (Threads == 1 || items == 1 || _owner.IsHeldByCurrentThread || !_owner.TryEnter())
        {
            for (int item = 0; item < items; item++) { work(item); }
            return;
        }

        try
        {
            Publish(items, work);
            while (TryWork(0)) { }
            WaitForOthers();
            if (Interlocked.Exchange(ref _failure, null) is { } failure) { ExceptionDispatchInfo.Throw(failure); }
        }
        finally
        {
            // The team outlives whoever it worked for, whose memory must not outlive the work.
            Volatile.Write(ref _work, Nothing);
            _owner.Exit();
        }
    }

    private void Publish(int items, Action<int> work)
    {
        _work = work;
        _items = items;
        Volatile.Write(ref _completed, 0);
        for (int worker = 0; worker < Threads; worker++)
        {
            _stretches[worker].Set((int)((long)items * worker / Threads), (int)((long)items * (worker + 1) / Threads));
        }

        Interlocked.MemoryBarrier();
        int sleepers = Interlocked.Exchange(ref _sleepers, 0);
        if (sleepers > 0) { _wake.Release(sleepers); }
    }

    private bool HasWork => Array.Exists(_stretches, stretch => !stretch.IsEmpty);

    private bool TryWork(int self)
    {
        if (!TryClaim(self, out int item)) { return false; }
        try
        {
            // While an item is claimed and not completed, the work doesn't change.
            Volatile.Read(ref _work)(item);
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again to whoever called Run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }

        Interlocked.Increment(ref _completed);
        return true;
    }

    private bool TryClaim(int self, out int item)
    {
        if (_stretches[self].TryTakeFirst(out item)) { return true; }
        for (int other = 1; other < Threads; other++)
        {
            if (_stretches[(self + other) % Threads].TryTakeLast(out item)) { return true; }
        }

        return false;
    }

    private void WaitForOthers()
    {
        long patience = Stopwatch.GetTimestamp() + SpinTicks;
        while (Volatile.Read(ref _completed) < _items)
        {
            Thread.SpinWait(8);
            if (Stopwatch.GetTimestamp() > patience) { Thread.Yield(); }
        }
    }

    private void Serve(int self)
    {
        while (true)
        {
            while (TryWork(self)) { }
            long patience = Stopwatch.GetTimestamp() + SpinTicks;
            while (!HasWork && Stopwatch.GetTimestamp() < patience) { Thread.SpinWait(8); }
            if (HasWork) { continue; }
            Interlocked.Increment(ref _sleepers);
            if (!HasWork) { _wake.Wait(); }
        }
    }

    /// <summary>Items that follow each other: its owner takes the first, others the last. Alone on its cache lines.</summary>
    [StructLayout(LayoutKind.Sequential, Size = CacheLineBytes)]
    private sealed class Stretch
    {
        // The first item in the upper half, the end in the lower; both are claimed by one compare-and-swap.
        private long _range;

        public bool IsEmpty => Count(Volatile.Read(ref _range)) == 0;

        public void Set(int first, int end) => Volatile.Write(ref _range, ((long)first << 32) | (uint)end);

        public bool TryTakeFirst(out int item)
        {
            long range;
            do
            {
                range = Volatile.Read(ref _range);
                item = First(range);
                if (Count(range) == 0) { return false; }
            }
            while (Interlocked.CompareExchange(ref _range, range + (1L << 32), range) != range);
            return true;
        }

        public bool TryTakeLast(out int item)
        {
            long range;
            do
            {
                range = Volatile.Read(ref _range);
                item = (int)range - 1;
                if (Count(range) == 0) { return false; }
            }
            while (Interlocked.CompareExchange(ref _range, range - 1, range) != range);
            return true;
        }

        private static int First(long range) => (int)(range >> 32);

        private static int Count(long range) => (int)range - First(range);
    }
}
