using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Safety;

/// <summary>What every answer forbids browsers: scripts and styles of others or inside the page, framing, guessing of types.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers and refuses what pages of other sites send.</summary>
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return IsOfAnotherSite(context.Request)
            ? Results.Problem("A page of another site sent this, which is not allowed.", statusCode: 403).ExecuteAsync(context)
            : next(context);
    }

    // Browsers say who sends a request, and pages can't change what they say.
    private static bool IsOfAnotherSite(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers["Sec-Fetch-Site"].ToString() is ("cross-site" or "same-site");
}
