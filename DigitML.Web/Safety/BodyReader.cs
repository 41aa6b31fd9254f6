using System.Buffers;
using System.IO.Pipelines;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Safety;

/// <summary>Reads bodies of requests within limits: bytes of one, bytes of all that are held at once, and time.</summary>
internal sealed class BodyReader(ServerOptions options) : IDisposable
{
    private const int BytesOfAPermit = 1024;

    // One permit a kilobyte; whoever doesn't say the length of a body needs as many as for the longest.
    private readonly ConcurrencyLimiter _memory = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = (int)Math.Max(Permits(options.MaximumBodyBytes), Math.Min(options.MaximumBodyBytesInFlight / BytesOfAPermit, int.MaxValue)),
        QueueLimit = 0,
    });

    /// <summary>Reads a body and hands it on; its bytes count as held until that is done.</summary>
    /// <param name="request">The request.</param>
    /// <param name="use">What is done with the body.</param>
    /// <exception cref="RequestException">The body is too long, too slow, or there is no room for it now.</exception>
    public async Task<T> ReadAsync<T>(HttpRequest request, Func<ReadOnlyMemory<byte>, Task<T>> use)
    {
        long length = request.ContentLength ?? options.MaximumBodyBytes;
        if (length > options.MaximumBodyBytes) { throw TooLong(); }
        using RateLimitLease lease = _memory.AttemptAcquire(Permits(length));
        if (!lease.IsAcquired)
        {
            throw RequestException.Busy("Too many pictures are being sent at once: try again in a second.");
        }

        return await use(await ReadAllAsync(request));
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private async Task<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request)
    {
        PipeReader reader = request.BodyReader;
        using var limit = new CancellationTokenSource(options.Patience);
        // A read that is cancelled by a token would leave the connection in the middle of it.
        using CancellationTokenRegistration end = limit.Token.Register(reader.CancelPendingRead);
        while (true)
        {
            ReadResult result = await reader.ReadAsync(request.HttpContext.RequestAborted);
            bool isTooLong = result.Buffer.Length > options.MaximumBodyBytes, isWhole = result.IsCompleted && !isTooLong;
            byte[] body = isWhole ? result.Buffer.ToArray() : [];
            // Until the body is whole its bytes stay in the reader.
            reader.AdvanceTo(isWhole ? result.Buffer.End : result.Buffer.Start, result.Buffer.End);
            if (result.IsCanceled) { throw TooSlow(); }
            if (isTooLong) { throw TooLong(); }
            if (isWhole) { return body; }
        }
    }

    private RequestException TooSlow() => new(StatusCodes.Status408RequestTimeout,
        $"The body did not arrive within {options.Patience.TotalSeconds:0} seconds: send it faster, or a smaller picture.");

    private static int Permits(long bytes) => (int)(bytes / BytesOfAPermit) + 1;

    private RequestException TooLong() => new(StatusCodes.Status413PayloadTooLarge,
        $"The body is longer than the limit of {options.MaximumBodyBytes:N0} bytes: send a smaller picture.");
}
