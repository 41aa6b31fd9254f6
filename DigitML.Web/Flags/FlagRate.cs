using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace DigitML.Web.Flags;

/// <summary>How often one address may send corrections.</summary>
internal static class FlagRate
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Sets the limit and what those beyond it are told.</summary>
    public static void Set(RateLimiterOptions limiter, ServerOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) => Refuse(context.HttpContext);
        limiter.AddPolicy(FlagEndpoints.Limit, context => RateLimitPartition.GetTokenBucketLimiter(
            $"{context.Connection.RemoteIpAddress}", _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.FlagsPerMinute, TokensPerPeriod = options.FlagsPerMinute, ReplenishmentPeriod = Window, QueueLimit = 0,
            }));
    }

    private static async ValueTask Refuse(HttpContext context)
    {
        context.Response.Headers.RetryAfter = $"{(int)Window.TotalSeconds}";
        await Results.Problem("Too many corrections were sent from your address: try again in a minute.", statusCode: 429).ExecuteAsync(context);
    }
}
