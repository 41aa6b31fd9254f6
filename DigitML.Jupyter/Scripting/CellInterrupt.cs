namespace DigitML.Jupyter.Scripting;

/// <summary>
/// Ends a cell, by degrees: loops and computations of DigitML at once, what waits after 0.15 s, anything else that runs in the cell's
/// thread after 1.5 s. What does not end even then is left behind after 4 s, and the kernel goes on without it.
/// </summary>
/// <param name="cell">The cell's number.</param>
#pragma warning disable CA1001 // An interrupt may come as the cell ends and use both still; they hold nothing of the system's.
internal sealed class CellInterrupt(int cell)
#pragma warning restore CA1001
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(150), Patience = TimeSpan.FromSeconds(1.35),
        LastPatience = TimeSpan.FromSeconds(2.5);

    private readonly ManualResetEventSlim _ended = new();
    private readonly CancellationTokenSource _abort = new(), _computations = new();
    private Thread? _thread;
    private int _requested;

    /// <summary>Canceled when the computations that the cell called are to end.</summary>
    public CancellationToken Computations => _computations.Token;

    /// <summary>Canceled when the thread is to be torn out of whatever it does.</summary>
    public CancellationToken Abort => _abort.Token;

    /// <summary>Whether the cell is to end.</summary>
    public bool IsRequested => Volatile.Read(ref _requested) != 0;

    /// <summary>Whether the cell was left behind, still running.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Waits until the thread ended, or is left behind.</summary>
    public void Wait(Thread thread)
    {
        thread.Start();
        _thread = thread;
        _ended.Wait();
    }

    /// <summary>The thread says that it ends. An interrupt that comes too late must not end it earlier.</summary>
    public void End()
    {
        while (!_ended.IsSet)
        {
            try
            {
                _ended.Set();
            }
            catch (ThreadInterruptedException)
            {
                // Once more: the next try is not interrupted.
            }
        }
    }

    /// <summary>Ends the cell; returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Exchange(ref _requested, 1) != 0) { return; }
        new Thread(Escalate) { IsBackground = true, Name = "interrupt" }.Start();
    }

    private void Escalate()
    {
        CellGuard.Request(cell);
        _computations.Cancel();
        new Thread(Notebook.Cancel) { IsBackground = true }.Start();
        if (_ended.Wait(Grace)) { return; }
        _thread?.Interrupt();
        if (_ended.Wait(Patience)) { return; }
        new Thread(_abort.Cancel) { IsBackground = true }.Start();
        _thread?.Interrupt();
        if (_ended.Wait(LastPatience)) { return; }
        IsAbandoned = true;
        _ended.Set();
    }
}
