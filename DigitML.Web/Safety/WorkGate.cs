using System.Threading.RateLimiting;
using DigitML.Web.Metrics;

namespace DigitML.Web.Safety;

/// <summary>Lets so many pictures be read at the same time as there are processors, and so many wait; more are turned away.</summary>
internal sealed class WorkGate : IDisposable
{
    private readonly ConcurrencyLimiter _limiter;
    private readonly TimeSpan _patience;

    public WorkGate(ServerOptions options, ServerMetrics metrics)
    {
        _patience = options.Patience;
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.ConcurrentReadings, QueueLimit = options.WaitingReadings, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        metrics.Waiting = () => _limiter.GetStatistics()?.CurrentQueuedCount ?? 0;
    }

    /// <summary>Does a piece of work when its turn comes.</summary>
    /// <exception cref="RequestException">Too many are waiting, or the turn did not come in time.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(_patience);
        try
        {
            using RateLimitLease lease = await _limiter.AcquireAsync(1, limit.Token);
            return lease.IsAcquired ? work() : throw Busy();
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw Busy();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private static RequestException Busy() => RequestException.Busy("Too many pictures are waiting to be read: try again in a second.");
}
