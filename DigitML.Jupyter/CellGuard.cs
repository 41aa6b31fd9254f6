using System.ComponentModel;

namespace DigitML.Jupyter;

/// <summary>Ends the loops of a cell that is interrupted. Calls to it are put into every loop of every cell; nobody writes them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    private static volatile bool _requested;
    private static volatile int _stopped;

    /// <summary>Throws when the cell is to end.</summary>
    /// <param name="cell">The cell that the loop stands in.</param>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Check(int cell)
    {
        if (_requested || cell == _stopped) { Stop(); }
    }

    /// <summary>Ends all loops until the next cell begins, and those of one cell for good.</summary>
    internal static void Request(int cell) => (_stopped, _requested) = (cell, true);

    /// <summary>A new cell begins.</summary>
    internal static void Reset() => _requested = false;

    private static void Stop() => throw new OperationCanceledException("The cell was interrupted.");
}
