using System.Text;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Zmtp;

namespace DigitML.Tests.Jupyter;

/// <summary>Peers that keep to nothing; the true client must not notice. DIGITML_FUZZ sets their number.</summary>
[TestClass]
public sealed class FrameFuzzTests(TestContext context)
{
    private const string TrueIdentity = "the true client";
    private const int MostHeldOpen = 64;
    private const long MostMemory = 1L << 30;

    [TestMethod]
    public void Kernel_AmongMalformedPeers_ServesTheTrueClient()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("DIGITML_FUZZ"), out int wanted) ? wanted : 300;
        var random = new Random(1);
        using var kernel = new KernelProcess();
        using RawPeer shell = RawPeer.Connect(kernel.Connection.ShellPort, "DEALER", TrueIdentity);
        using RawPeer heartbeat = RawPeer.Connect(kernel.Connection.HeartbeatPort, "REQ");
        List<byte[]> seen = RawPeer.Request(kernel.Key, "kernel_info_request", []);
        shell.Send(seen);
        Assert.AreEqual("5.3", shell.ReceiveContent()["protocol_version"]!.GetValue<string>());
        Queue<RawPeer> open = new();
        for (int i = 0; i < count; i++)
        {
            if (Attack(kernel, random, seen) is { } peer) { open.Enqueue(peer); }
            while (open.Count > MostHeldOpen) { open.Dequeue().Dispose(); }
            if (i % 50 == 49) { AssertServed(kernel, shell, heartbeat, i); }
        }

        context.WriteLine($"{count} malformed peers; the kernel holds {kernel.MemoryBytes >> 20} MB");
        Assert.IsLessThan(MostMemory, kernel.MemoryBytes);
        foreach (RawPeer peer in open) { peer.Dispose(); }
    }

    [TestMethod]
    public void Kernel_FullOfSilentPeers_AdmitsNewcomers()
    {
        using var kernel = new KernelProcess();
        List<RawPeer> silent = [];
        for (int i = 0; i < 2 * new ZmtpLimits().Connections; i++) { silent.Add(new RawPeer(kernel.Connection.ShellPort)); }
        using RawPeer shell = RawPeer.Connect(kernel.Connection.ShellPort, "DEALER");
        shell.Send(RawPeer.Request(kernel.Key, "kernel_info_request", []));
        Assert.AreEqual("5.3", shell.ReceiveContent()["protocol_version"]!.GetValue<string>());
        Assert.IsTrue(silent[0].IsCutOff());
        foreach (RawPeer peer in silent) { peer.Dispose(); }
    }

    private static void AssertServed(KernelProcess kernel, RawPeer shell, RawPeer heartbeat, int i)
    {
        Assert.IsTrue(kernel.IsRunning);
        shell.Send(RawPeer.Request(kernel.Key, "execute_request", new JsonObject { ["code"] = "throw new Exception($\"{" + i + " + 1}\");" }));
        // The very next answer is the one to this request: nobody else's came this way.
        Assert.AreEqual($"{i + 1}", shell.ReceiveContent()["evalue"]?.GetValue<string>());
        heartbeat.Send([[], "ping"u8.ToArray()]);
        Assert.AreEqual("ping", Encoding.ASCII.GetString(heartbeat.Receive()[^1]));
    }

    // One bad peer; returned when it stays connected.
    private static RawPeer? Attack(KernelProcess kernel, Random random, List<byte[]> seen)
    {
        int[] ports =
        [
            kernel.Connection.ShellPort, kernel.Connection.ControlPort, kernel.Connection.StdinPort, kernel.Connection.IopubPort,
            kernel.Connection.HeartbeatPort,
        ];
        int port = random.Next(ports.Length);
        string type = new[] { "DEALER", "DEALER", "DEALER", "SUB", "REQ" }[port];
        var peer = new RawPeer(ports[port]);
        try
        {
            if (random.Next(4) > 0) { peer.Stream.Write(ZmtpGreeting.Create()); }
            string identity = random.Next(2) == 0 ? TrueIdentity : "other";
            if (random.Next(4) > 0) { peer.Stream.Write(RawPeer.Ready(random.Next(8) == 0 ? "PUSH" : type, identity)); }
            for (int times = random.Next(1, 4); times > 0; times--) { peer.Stream.Write(Nonsense(kernel, random, seen)); }
        }
        catch (IOException)
        {
            // Cut off already.
        }

        return Leave(peer, random);
    }

    private static byte[] Nonsense(KernelProcess kernel, Random random, List<byte[]> seen)
    {
        var noise = new byte[random.Next(1, 400)];
        random.NextBytes(noise);
        List<byte[]> forged = RawPeer.Request("wrong key", "execute_request", new JsonObject { ["code"] = "Environment.Exit(3);" });
        List<byte[]> bent = RawPeer.Request(kernel.Key, "shutdown_request", []);
        bent[random.Next(1, bent.Count)] = noise;
        return random.Next(10) switch
        {
            0 => noise,
            1 => [2, 0, 0, 0, 0, 0x40, 0, 0, 0, .. noise],
            2 => [2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            3 => [2, 0, 0, 0, 0, 3, 0, 0, 0, .. noise],
            4 => ZmtpFrame.Encode(forged).ToArray(),
            5 => ZmtpFrame.Encode(seen).ToArray(),
            6 => ZmtpFrame.Encode(bent).ToArray(),
            7 => ZmtpFrame.Encode([.. Enumerable.Repeat(noise, random.Next(1, 1200))]).ToArray(),
            8 => [4, (byte)random.Next(256), .. noise],
            _ => ZmtpFrame.Encode([noise, "<IDS|MSG>"u8.ToArray(), .. seen[1..random.Next(1, seen.Count)]]).ToArray(),
        };
    }

    private static RawPeer? Leave(RawPeer peer, Random random)
    {
        switch (random.Next(4))
        {
            case 0: return peer;
            case 1:
                peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                return peer;
            case 2: peer.Socket.LingerState = new(enable: true, seconds: 0); break;
        }

        peer.Dispose();
        return null;
    }
}
