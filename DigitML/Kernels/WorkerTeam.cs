using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace DigitML.Kernels;

/// <summary>
/// Threads that stay between two pieces of work: they spin for a moment, then sleep. The caller works along.
/// </summary>
/// <remarks>
/// Items are claimed one by one, so a thread that the system delays holds nobody up. What an item computes must not
/// depend on who computes it: then the result doesn't depend on the number of threads.
/// </remarks>
#pragma warning disable CA1001 // A team lives as long as the process, and its semaphore with it.
internal sealed class WorkerTeam
#pragma warning restore CA1001
{
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

    // The run's number in the upper half, the items not yet claimed in the lower. A claim is a compare-and-swap of the whole,
    // so it succeeds only in the run it was read in; the work changes only while nothing is left to claim.
    private long _ticket;

    private WorkerTeam(int threads)
    {
        Threads = threads;
        for (int worker = 1; worker < threads; worker++)
        {
            new Thread(Serve) { IsBackground = true, Name = $"DigitML {worker}" }.Start();
        }
    }

    /// <summary>Threads that work, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The process's team of so many threads (1 to 1,024), made when first asked for.</summary>
    public static WorkerTeam Of(int threads)
    {
        if (threads is < 1 or > 1024)
        {
            throw new ArgumentException($"The number of threads is {threads}; it must be from 1 to 1024.");
        }

        return Teams.GetOrAdd(threads, static count => new WorkerTeam(count));
    }

    /// <summary>The team that a user's setting asks for: 0 takes a thread for each processor.</summary>
    public static WorkerTeam OfSetting(int threads) => Of(threads > 0 ? threads : Environment.ProcessorCount);

    /// <summary>Calls <paramref name="work"/> for 0 to <paramref name="items"/> - 1, each once, and returns when all are done.</summary>
    /// <remarks>
    /// When the team is at work already, for somebody else or for the caller itself, the caller does everything itself.
    /// What an item throws is thrown here, once; if several items throw, it is what the first of them to fail threw.
    /// </remarks>
    /// <exception cref="OperationCanceledException">All computations are to end; see <see cref="Interruption"/>.</exception>
    public void Run(int items, Action<int> work)
    {
        Interruption.ThrowIfRequested();
        if (Threads == 1 || items == 1 || _owner.IsHeldByCurrentThread || !_owner.TryEnter())
        {
            for (int item = 0; item < items; item++) { work(item); }
            return;
        }

        try
        {
            Publish(items, work);
            while (TryWork()) { }
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
        Interlocked.Exchange(ref _ticket, (((_ticket >> 32) + 1) << 32) | (uint)items);
        int sleepers = Interlocked.Exchange(ref _sleepers, 0);
        if (sleepers > 0) { _wake.Release(sleepers); }
    }

    private bool HasWork => (int)Volatile.Read(ref _ticket) > 0;

    private bool TryWork()
    {
        long ticket = Volatile.Read(ref _ticket);
        int unclaimed = (int)ticket;
        if (unclaimed == 0) { return false; }
        Action<int> work = Volatile.Read(ref _work);
        int item = Volatile.Read(ref _items) - unclaimed;
        if (Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) != ticket) { return true; }
        try
        {
            work(item);
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

    private void WaitForOthers()
    {
        long patience = Stopwatch.GetTimestamp() + SpinTicks;
        while (Volatile.Read(ref _completed) < _items)
        {
            Thread.SpinWait(8);
            if (Stopwatch.GetTimestamp() > patience) { Thread.Yield(); }
        }
    }

    private void Serve()
    {
        while (true)
        {
            while (TryWork()) { }
            long patience = Stopwatch.GetTimestamp() + SpinTicks;
            while (!HasWork && Stopwatch.GetTimestamp() < patience) { Thread.SpinWait(8); }
            if (HasWork) { continue; }
            Interlocked.Increment(ref _sleepers);
            if (!HasWork) { _wake.Wait(); }
        }
    }
}
