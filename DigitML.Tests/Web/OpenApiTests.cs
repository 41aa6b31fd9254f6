using System.Text.Json;
using DigitML.Tests.Cli;
using DigitML.Web.Pages;

namespace DigitML.Tests.Web;

/// <summary>The OpenAPI document and the page of samples.</summary>
[TestClass]
public sealed class OpenApiTests
{
    [TestMethod]
    public async Task Document_DescribesEveryAddressOfTheApi()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement document = CommandRun.ParseJson(await server.GetAsync("/openapi.json"));
        Assert.AreEqual("DigitML", document.GetProperty("info").GetProperty("title").GetString());
        string[] paths = [.. document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal)];
        Assert.AreSequenceEqual(
            new[] { "/api/flag", "/api/flags/{model}.csv", "/api/models", "/api/picture", "/api/predict", "/healthz", "/metrics" }, paths);
        foreach (JsonElement operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(method => method.Value))
        {
            Assert.IsGreaterThan(0, operation.GetProperty("summary").GetString()!.Length);
        }
    }

    [TestMethod]
    public async Task Document_HasTheShapeOfTheAnswer()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        JsonElement schemas = CommandRun.ParseJson(await server.GetAsync("/openapi.json")).GetProperty("components").GetProperty("schemas");
        (_, JsonElement answer) = await server.PredictAsync(RunningServer.Png(RecordedStrokes.Picture("7")));
        string[] described = [.. schemas.GetProperty("PredictResponse").GetProperty("properties").EnumerateObject().Select(field => field.Name)];
        Assert.AreSequenceEqual(answer.EnumerateObject().Select(field => field.Name), described);
    }

    [TestMethod]
    public async Task Pages_NameNoAddressOutside()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        foreach (string file in PageFiles.All.Keys)
        {
            string text = await server.GetAsync($"/{(file == "index.html" ? "" : file)}");
            foreach (string outside in new[] { "https://", "//cdn", "http://" })
            {
                string rest = new[] { "http://127.0.0.1:7860", "http://www.w3.org/2000/svg" }
                    .Aggregate(text, (left, allowed) => left.Replace(allowed, "", StringComparison.Ordinal));
                Assert.DoesNotContain(outside, rest, $"{file} names an address outside.");
            }
        }
    }
}
