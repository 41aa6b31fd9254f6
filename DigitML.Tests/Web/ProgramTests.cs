using System.Net;
using DigitML.Tests.Cli;
using DigitML.Web;
using Microsoft.AspNetCore.Mvc.Testing;

namespace DigitML.Tests.Web;

/// <summary>The program DigitML.Web as it starts itself, in memory.</summary>
[TestClass]
public sealed class ProgramTests
{
    private static readonly WebApplicationFactory<ServerOptions> Factory = new();

    [ClassCleanup]
    public static void Stop() => Factory.Dispose();

    [TestMethod]
    [DataRow("/")]
    [DataRow("/healthz")]
    [DataRow("/metrics")]
    [DataRow("/api/models")]
    [DataRow("/openapi.json")]
    [DataRow("/nothing")]
    public async Task Answer_ForbidsScriptsOfOthersFramesAndGuesses(string path)
    {
        using HttpResponseMessage answer = await Factory.CreateClient().GetAsync(new Uri(path, UriKind.Relative));
        Assert.AreEqual(path == "/nothing" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        string policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.AreEqual("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.AreEqual("DENY", Header(answer, "X-Frame-Options"));
        Assert.IsFalse(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.IsFalse(answer.Headers.Contains("Server"));
    }

    [TestMethod]
    public async Task Models_AreTheBuiltInOnes()
    {
        string[] names = [.. CommandRun.ParseJson(await Factory.CreateClient().GetStringAsync(new Uri("/api/models", UriKind.Relative)))
            .EnumerateArray().Select(model => model.GetProperty("name").GetString()!)];
        Assert.AreSequenceEqual(Enum.GetNames<NumeralSystem>().Select(name => name.ToLowerInvariant()), names);
    }

    [TestMethod]
    public async Task Metrics_CountRequestsByRouteAndStatus()
    {
        HttpClient client = Factory.CreateClient();
        await client.GetStringAsync(new Uri("/healthz", UriKind.Relative));
        string text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.MatchesRegex("(?m)^digitml_requests_total\\{route=\"/healthz\",status=\"200\"\\} [1-9]", text);
        Assert.MatchesRegex("(?m)^digitml_request_seconds_bucket\\{route=\"/healthz\",le=\"\\+Inf\"\\} [1-9]", text);
        Assert.MatchesRegex("(?m)^digitml_queue_length 0$", text);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
