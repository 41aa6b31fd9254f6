using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace DigitML.Tests.Web;

/// <summary>What the server refuses, so that no stranger can use up the machine.</summary>
[TestClass]
public sealed class ServerLimitsTests
{
    [TestMethod]
    public async Task Body_LongerThanTheLimit_IsRefused()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { MaximumBodyBytes = 1000 });
        (HttpResponseMessage answer, JsonElement json) = await server.PredictAsync(new byte[1001]);
        RunningServer.AssertProblem(answer, json, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("1,000 bytes", json.GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public async Task Body_OfUnknownLength_IsRefusedAtTheLimit()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { MaximumBodyBytes = 1000 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/predict") { Content = new StreamContent(new MemoryStream(new byte[5000])) };
        request.Content.Headers.ContentType = new("image/png");
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [TestMethod]
    public async Task Body_ThatDoesNotArrive_IsGivenUp()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { Patience = TimeSpan.FromSeconds(1) });
        string answer = await SendRawAsync(
            server, "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nhalf");
        Assert.StartsWith("HTTP/1.1 408 ", answer);
        Assert.Contains("application/problem+json", answer);
    }

    [TestMethod]
    public async Task Requests_MoreThanMayWait_AreTurnedAwayAndToldWhenToTryAgain()
    {
        // Nobody may wait, so that of many large pictures at once only one is read at any time.
        await using RunningServer server = await RunningServer.StartAsync(options => options with { ConcurrentReadings = 1, WaitingReadings = 0 });
        byte[] drawing = RunningServer.Png(RecordedStrokes.Picture("2026", side: 600));
        List<(HttpResponseMessage Answer, JsonElement Json)> answers = [];
        // On a busy machine 24 requests may come one after the other, so that none finds another being read.
        for (int wave = 0; wave < 40 && answers.All(item => item.Answer.StatusCode == HttpStatusCode.OK); wave++)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => server.PredictAsync(drawing, "?digits=many"))));
        }

        Assert.IsTrue(answers.All(item => item.Answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        (HttpResponseMessage busy, JsonElement json) = answers.First(item => item.Answer.StatusCode == HttpStatusCode.TooManyRequests);
        RunningServer.AssertProblem(busy, json, HttpStatusCode.TooManyRequests);
        Assert.AreEqual("1", busy.Headers.GetValues("Retry-After").Single());
        Assert.Contains(item => item.Answer.StatusCode == HttpStatusCode.OK, answers);
    }

    [TestMethod]
    public async Task Bodies_MoreThanMemoryIsFor_AreTurnedAway()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            options => options with { MaximumBodyBytes = 1 << 20, MaximumBodyBytesInFlight = 1 << 20, Patience = TimeSpan.FromSeconds(30) });
        using var slow = new TcpClient();
        await slow.ConnectAsync(server.Address.Host, server.Address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n" +
            $"Expect: 100-continue\r\nContent-Length: {1 << 20}\r\n\r\n"));
        // The server asks for the body only when it has memory for it: from here on there is none for others.
        byte[] asked = new byte["HTTP/1.1 100 ".Length];
        await slow.GetStream().ReadExactlyAsync(asked);
        Assert.AreEqual("HTTP/1.1 100 ", Encoding.ASCII.GetString(asked));
        HttpStatusCode status = (await server.PredictAsync(RunningServer.Png(RecordedStrokes.Picture("7")))).Answer.StatusCode;
        Assert.AreEqual(HttpStatusCode.TooManyRequests, status);
    }

    [TestMethod]
    [DataRow("GET /healthz HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n", "HTTP/1.1 400 ")]
    [DataRow("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 ")]
    [DataRow("GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 404 ")]
    [DataRow("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 404 ")]
    [DataRow("GET /api/predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 405 ")]
    [DataRow("no request\r\n\r\n", "HTTP/1.1 400 ")]
    public async Task Request_AsBytes_IsAnsweredAsItShould(string request, string expected)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.StartsWith(expected, await SendRawAsync(server, request));
    }

    [TestMethod]
    public async Task Request_WithHugeHeaders_IsRefused()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string answer = await SendRawAsync(server, $"GET / HTTP/1.1\r\nHost: localhost\r\nX-Filler: {new string('a', 20_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", answer);
    }

    [TestMethod]
    [DataRow("cross-site", HttpStatusCode.Forbidden)]
    [DataRow("same-site", HttpStatusCode.Forbidden)]
    [DataRow("same-origin", HttpStatusCode.OK)]
    public async Task Post_FromAPageOfAnotherSite_IsRefused(string site, HttpStatusCode expected)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        server.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        (HttpResponseMessage answer, _) = await server.PredictAsync(RunningServer.Png(RecordedStrokes.Picture("7")));
        Assert.AreEqual(expected, answer.StatusCode);
    }

    /// <summary>Sends bytes over a connection of their own and reads what comes until the server closes it or has answered.</summary>
    internal static async Task<string> SendRawAsync(RunningServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        byte[] answer = new byte[16 << 10];
        int length = 0;
        for (int read; length < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(length), limit.Token)) > 0;)
        {
            length += read;
            if (Encoding.Latin1.GetString(answer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal)) { break; }
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }
}
