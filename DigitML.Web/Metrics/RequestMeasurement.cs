using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DigitML.Web.Metrics;

/// <summary>Measures every request.</summary>
internal sealed class RequestMeasurement(ServerMetrics metrics)
{
    /// <summary>Runs the rest of the server around a request.</summary>
    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        long begun = Stopwatch.GetTimestamp();
        metrics.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "other";
            metrics.End(route, context.Response.StatusCode, begun);
        }
    }
}
