using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Safety;

/// <summary>Turns what is wrong with a request into an answer of the type problem+json (RFC 9457).</summary>
internal static class RequestExceptionFilter
{
    /// <summary>Runs the rest of the endpoint.</summary>
    public static async ValueTask<object?> Invoke(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RequestException fault)
        {
            if (fault.RetryAfter is { } seconds) { context.HttpContext.Response.Headers.RetryAfter = $"{seconds}"; }
            return Results.Problem(fault.Message, statusCode: fault.Status);
        }
        catch (BadHttpRequestException fault)
        {
            return Results.Problem(fault.Message, statusCode: fault.StatusCode);
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read an answer.
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (IOException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
    }
}
