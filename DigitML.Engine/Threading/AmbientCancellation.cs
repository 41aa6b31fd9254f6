namespace DigitML.Engine.Threading;

/// <summary>
/// A cancellation token for all computations that a flow of control starts, whether or not they take one: with it a notebook stops a cell that
/// passed no token. Computations end between two pieces of work. The scope follows <c>await</c> and new tasks, as every <see cref="AsyncLocal{T}"/>.
/// </summary>
internal static class AmbientCancellation
{
    private static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>Opens a scope; disposing of the result restores the token before it.</summary>
    /// <param name="cancellationToken">Cancels the computations in the scope.</param>
    public static IDisposable Use(CancellationToken cancellationToken)
    {
        var scope = new Scope(Current.Value);
        Current.Value = cancellationToken;
        return scope;
    }

    /// <summary>Throws if the scope's token is canceled.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void ThrowIfRequested() => Current.Value.ThrowIfCancellationRequested();

    private sealed class Scope(CancellationToken outer) : IDisposable
    {
        public void Dispose() => Current.Value = outer;
    }
}
