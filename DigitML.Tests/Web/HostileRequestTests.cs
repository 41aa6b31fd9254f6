using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DigitML.Tests.Web;

/// <summary>
/// Hostile requests: never a defect, never a file outside the folder of flags, and the server still answers. DIGITML_HOSTILE_REQUESTS
/// says how many; 500 unless set.
/// </summary>
[TestClass]
public sealed partial class HostileRequestTests
{
    private const int Connections = 8, SlowOnes = 8;

    private static int Count => int.Parse(
        Environment.GetEnvironmentVariable("DIGITML_HOSTILE_REQUESTS") ?? "500", NumberStyles.None, CultureInfo.InvariantCulture);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Requests_Hostile_NeverBreakTheServer()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            options => options with { Patience = TimeSpan.FromSeconds(2), MaximumPixels = 2_000_000 });
        var statuses = new ConcurrentDictionary<string, int>();
        Task slow = Task.WhenAll(Enumerable.Range(0, SlowOnes).Select(_ => SendSlowlyAsync(server, statuses)));
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
        {
            string status = await SendAsync(server, HostileRequest.Make(number));
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            // 505 says that a version of HTTP is not spoken; it is no defect.
            Assert.IsTrue(status[0] != '5' || status == "505", $"Request {number} gave status {status}.");
        });
        await slow;
        TestContext.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));

        Assert.AreEqual("ok\n", await server.GetAsync("/healthz"));
        (_, System.Text.Json.JsonElement json) = await server.PredictAsync(RunningServer.Png(RecordedStrokes.Picture("2026")), "?digits=many");
        Assert.AreEqual("2026", json.GetProperty("label").GetString());
        foreach (string file in Directory.GetFiles(server.Place, "*", SearchOption.AllDirectories))
        {
            Assert.MatchesRegex(FlagFile(), Path.GetRelativePath(server.Place, file).Replace('\\', '/'));
        }
    }

    // The status code, or "closed" where the server ended a connection that spoke no HTTP.
    private static async Task<string> SendAsync(RunningServer server, byte[] request)
    {
        try
        {
            string answer = await ServerLimitsTests.SendRawAsync(server, Encoding.Latin1.GetString(request));
            return answer.Length > 12 ? answer[9..12] : "closed";
        }
        catch (IOException)
        {
            return "closed";
        }
    }

    private static async Task SendSlowlyAsync(RunningServer server, ConcurrentDictionary<string, int> statuses)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        NetworkStream stream = client.GetStream();
        byte[] head = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\n"u8.ToArray();
        await stream.WriteAsync(head);
        byte[] answer = new byte[12];
        Task<int> reading = stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false).AsTask();
        while (!reading.IsCompleted)
        {
            // A byte now and then, for as long as the server is patient.
            try { await stream.WriteAsync(new byte[1]); } catch (IOException) { break; }
            await Task.WhenAny(reading, Task.Delay(100));
        }

        await reading;
        Assert.AreEqual("HTTP/1.1 408", Encoding.Latin1.GetString(answer));
        statuses.AddOrUpdate("408 slow", 1, (_, count) => count + 1);
    }

    [GeneratedRegex(@"^flags/(latin\.csv|latin/[0-9]/[0-9TZ]+-[0-9a-f]{8}\.png)$")]
    private static partial Regex FlagFile();
}
