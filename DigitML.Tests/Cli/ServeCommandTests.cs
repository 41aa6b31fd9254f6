using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DigitML.Tests.Cli;

/// <summary><c>digitml serve</c>, from outside.</summary>
[TestClass]
public sealed partial class ServeCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Windows has no signal that reaches one process alone.")]
    public async Task Serve_SaysWhereItIs_AnswersAndEndsOnASignal()
    {
        using var place = new CommandFolder();
        using Process process = CommandRun.Start(place.Work, place.Environment, ["serve", "--port", "0", "--model", SharedModel.Path]);
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            string line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? "";
            using var client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) };
            Assert.AreEqual("ok\n", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), limit.Token));
            string models = await client.GetStringAsync(new Uri("/api/models", UriKind.Relative), limit.Token);
            Assert.AreEqual("model", CommandRun.ParseJson(models)[0].GetProperty("name").GetString());
            using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) { await kill.WaitForExitAsync(limit.Token); }
            await process.WaitForExitAsync(limit.Token);
            Assert.AreEqual(0, process.ExitCode);
            Assert.AreEqual("", await process.StandardError.ReadToEndAsync(limit.Token));
            Assert.IsEmpty(Directory.GetFileSystemEntries(place.Work));
        }
        finally
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        }
    }

    [TestMethod]
    public void Serve_PortThatIsTaken_SaysSo()
    {
        using var place = new CommandFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        Assert.Contains($"Nothing can listen at 127.0.0.1, port {port}", place.Refuse("serve", "--port", port));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
