using System.Text;

namespace DigitML.Tests.Web;

/// <summary>Requests that somebody would send who wants to break the server: a different one for each number, always the same for it.</summary>
internal static class HostileRequest
{
    private static readonly string[] Pictures =
    [
        .. new[] { "Jpeg/color-2x2.jpg", "Jpeg/progressive-2x2-restart.jpg", "Bmp/runs-palette256.bmp", "Gif/interlace-256.gif" }
            .Select(name => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. name.Split('/')])),
    ];

    private static readonly string[] Json =
    [
        "", "{", "{}", "[]", "null", "7", "\"x\"", "{\"image\":}", "{\"image\":null}", "{\"image\":[]}", "{\"image\":{}}", "{\"image\":1e999}",
        "{\"image\":\"AAAA\",\"top\":-1}", "{\"image\":\"AAAA\",\"top\":1e30}", "{\"image\":\"AAAA\",\"top\":\"7\"}",
        "{\"image\":\"AAAA\",\"digits\":7}",
        "{\"image\":\"data:;base64,\"}", "{\"image\":\"data:image/png;base64,AAAA\",\"model\":[]}", "{\"image\":\"\\ud800\"}", "{\"label\":\"7\"}",
        "{\"image\":\"AAAA\",\"label\":\"" + "../../../../tmp/x\"}", "{\"image\":\"AAAA\",\"model\":\"../latin\",\"label\":\"7\"}",
        "{\"image\":\"AAAA\",\"label\":\"=cmd|'/C calc'!A0\"}",
    ];

    private static readonly string[] Paths =
    [
        "/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/main.js/../../Program.cs", "//etc/passwd", "/C:\\x", "/%00",
        "/api/flags/..%2f..%2fetc%2fpasswd.csv", "/api/flags/../latin.csv", "/api/flags/%2e%2e.csv", "/api/flags/latin%00.csv", "/api/flags/.csv",
        "/api/predict?model=../../x", "/api/models?x=%ff%fe", "/openapi.json/x", "/index.html%3Fx", "/%c0%ae%c0%ae/",
    ];

    // 16 million pixels in a file of a few kilobytes.
    private static readonly Lazy<byte[]> Huge = new(() => RunningServer.Png(new GrayImage(4000, 4000, new byte[4000 * 4000])));

    /// <summary>The bytes of a request.</summary>
    /// <param name="number">Which one, from 0.</param>
    public static byte[] Make(int number)
    {
        var random = new Random(number);
        string target = random.Next(3) == 0 ? "/api/flag" : "/api/predict?digits=" + new[] { "one", "many", "auto", "x" }[random.Next(4)];
        return (number % 10) switch
        {
            0 => Post(target, "application/json", Encoding.UTF8.GetBytes(Json[random.Next(Json.Length)])),
            1 => Post(target, "application/json", Mutate(Encoding.UTF8.GetBytes(Valid(random)), random, 4)),
            2 => Post("/api/predict?digits=many", "image/png", Truncate(RunningServer.Png(RecordedStrokes.Picture("26", 60)), random)),
            3 => Post("/api/predict?digits=auto", "image/*", Mutate(File.ReadAllBytes(Pictures[random.Next(Pictures.Length)]), random, 20)),
            4 => Post("/api/picture", "application/octet-stream", Truncate(File.ReadAllBytes(Pictures[random.Next(Pictures.Length)]), random)),
            5 => Post("/api/predict", "image/png", Bomb(random)),
            6 => Plain("GET", Paths[random.Next(Paths.Length)], ""),
            7 => Plain(
                new[] { "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X" }[random.Next(6)], target,
                $"X-Filler: {new string('a', random.Next(40_000))}\r\n"),
            8 => Garbage(random),
            _ => Post(target, new[] { "text/plain", "multipart/form-data; boundary=x", "application/xml", "image/png;;;", "a" }[random.Next(5)],
                Bytes(random, 500)),
        };
    }

    private static string Valid(Random random)
    {
        string picture = Convert.ToBase64String(RunningServer.Png(RecordedStrokes.Picture($"{random.Next(10)}", 40)));
        return $"{{\"image\":\"{picture}\",\"label\":\"{random.Next(10)}\"}}";
    }

    private static byte[] Post(string target, string type, byte[] body) =>
        [.. Encoding.Latin1.GetBytes($"POST {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {type}\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n"), .. body];

    private static byte[] Plain(string method, string target, string headers) =>
        Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: 0\r\n\r\n");

    // A small file that claims to be huge, or holds far more rows than it claims.
    private static byte[] Bomb(Random random)
    {
        byte[] png = [.. Huge.Value];
        if (random.Next(2) == 0) { png[16 + random.Next(2)] = (byte)random.Next(1, 128); }
        return png;
    }

    private static byte[] Garbage(Random random) => random.Next(3) switch
    {
        0 => [.. Bytes(random, 300), .. "\r\n\r\n"u8],
        1 => "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n"u8.ToArray(),
        _ => "GET / HTTP/9.9\r\nHost: \r\nHost: a\r\nContent-Length: -5\r\n\r\n"u8.ToArray(),
    };

    private static byte[] Truncate(byte[] file, Random random) => file[..random.Next(file.Length)];

    private static byte[] Mutate(byte[] file, Random random, int most)
    {
        byte[] spoilt = [.. file];
        for (int i = random.Next(1, most); i > 0; i--) { spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256); }
        return spoilt;
    }

    private static byte[] Bytes(Random random, int most)
    {
        byte[] bytes = new byte[random.Next(1, most)];
        random.NextBytes(bytes);
        return bytes;
    }
}
