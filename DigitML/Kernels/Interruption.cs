namespace DigitML.Kernels;

/// <summary>
/// Ends all computations of the process, wherever they were called from: what a notebook's kernel needs when the user interrupts a cell
/// that passed no token. Computations end between two pieces of work, as by an exception of the work itself.
/// </summary>
internal static class Interruption
{
    private static volatile bool _requested;

    /// <summary>Whether computations are to end; false unless set.</summary>
    public static bool IsRequested
    {
        get => _requested;
        set => _requested = value;
    }

    /// <summary>Ends the caller's computation when it is to end.</summary>
    /// <exception cref="OperationCanceledException">It is to end.</exception>
    public static void ThrowIfRequested()
    {
        if (_requested) { throw new OperationCanceledException("The computation was interrupted."); }
    }
}
