using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Safety;

/// <summary>A request that can't be done, and why, in one sentence for whoever sent it.</summary>
/// <param name="status">The status code of the answer, 400 to 499.</param>
/// <param name="message">What was got, what is wanted, what to do.</param>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    /// <summary>The status code of the answer.</summary>
    public int Status { get; } = status;

    /// <summary>After how many seconds to try again; null if that would be no use.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The server has too much to do just now: status 429, to try again in a second.</summary>
    public static RequestException Busy(string message) => new(StatusCodes.Status429TooManyRequests, message) { RetryAfter = 1 };
}
