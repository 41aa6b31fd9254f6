using System.Net;
using System.Text;
using System.Text.Json;
using DigitML.Tests.Cli;
using DigitML.Tests.Data;
using DigitML.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DigitML.Tests.Web;

/// <summary>The drawing page's server on a free port of this machine, with a folder of its own for flags.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TemporaryFolder _folder;

    private RunningServer(WebApplication application, TemporaryFolder folder, HttpClient client) =>
        (_application, _folder, Client) = (application, folder, client);

    /// <summary>Sends requests to it.</summary>
    public HttpClient Client { get; }

    /// <summary>Where it is.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <summary>Where it keeps flags; made when the first comes.</summary>
    public string FlagFolder => _folder["flags"];

    /// <summary>The folder of everything the server may write, which holds the folder of flags.</summary>
    public string Place => _folder[""];

    /// <summary>Starts a server.</summary>
    public static async Task<RunningServer> StartAsync(Func<ServerOptions, ServerOptions>? configure = null)
    {
        var folder = new TemporaryFolder();
        var options = new ServerOptions { Port = 0, FlagFolder = folder["flags"], FlagsPerMinute = 10_000 };
        WebApplication application = DrawingServer.Build(configure?.Invoke(options) ?? options);
        await application.StartAsync();
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new RunningServer(application, folder, new HttpClient { BaseAddress = new Uri(address) });
    }

    /// <summary>Sends a picture file to be read.</summary>
    public async Task<(HttpResponseMessage Answer, JsonElement Json)> PredictAsync(byte[] picture, string query = "", string type = "image/png")
    {
        using var content = new ByteArrayContent(picture);
        content.Headers.ContentType = new(type);
        return await ReadAsync(await Client.PostAsync(new Uri($"/api/predict{query}", UriKind.Relative), content));
    }

    /// <summary>Sends JSON.</summary>
    public async Task<(HttpResponseMessage Answer, JsonElement Json)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await ReadAsync(await Client.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    /// <summary>Gets an address, which must answer with success.</summary>
    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>An answer that must tell what is wrong as problem+json, without insides of the server.</summary>
    public static void AssertProblem(HttpResponseMessage answer, JsonElement json, HttpStatusCode status)
    {
        Assert.AreEqual(status, answer.StatusCode, $"{json}");
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual((int)status, json.GetProperty("status").GetInt32());
        foreach (string leak in new[] { "   at ", "Exception", "System.", "DigitML.", ".cs:" }) { Assert.DoesNotContain(leak, $"{json}"); }
    }

    /// <summary>A picture as a PNG file.</summary>
    public static byte[] Png(GrayImage image)
    {
        using var stream = new MemoryStream();
        image.Save(stream);
        return stream.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<(HttpResponseMessage Answer, JsonElement Json)> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        bool isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (answer, isJson ? CommandRun.ParseJson(text) : default);
    }
}
