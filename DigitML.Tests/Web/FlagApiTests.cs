using System.Net;
using System.Text.Json;
using DigitML.Tests.Cli;
using DigitML.Web.Flags;

namespace DigitML.Tests.Web;

/// <summary>Corrected drawings: POST /api/flag, the folder, the download, and training on them.</summary>
[TestClass]
public sealed class FlagApiTests
{
    [TestMethod]
    public async Task Flag_Drawing_IsSavedAsTheNetworkSeesIt()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        GrayImage drawing = RecordedStrokes.Picture("7");
        (HttpResponseMessage answer, JsonElement json) = await FlagAsync(server, drawing, "1");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, $"{json}");
        Assert.AreEqual("1", json.GetProperty("label").GetString());
        Assert.AreEqual("7", json.GetProperty("read").GetString());
        Assert.AreEqual(1, json.GetProperty("saved").GetInt32());

        string file = Directory.GetFiles(Path.Combine(server.FlagFolder, "latin", "1")).Single();
        Assert.AreSequenceEqual(DigitNormalizer.Normalize(drawing).Pixels.ToArray(), GrayImage.Load(file).Pixels.ToArray());
        string[] rows = File.ReadAllLines(Path.Combine(server.FlagFolder, "latin.csv"));
        Assert.HasCount(2, rows);
        Assert.AreEqual("time,label,read,confidence,file", rows[0]);
        Assert.EndsWith($"latin/1/{Path.GetFileName(file)}", rows[1]);
        Assert.Contains(",1,7,", rows[1]);
    }

    [TestMethod]
    public async Task Download_IsADataSetLikeKaggles()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        foreach (string digit in new[] { "3", "8", "3" }) { await FlagAsync(server, RecordedStrokes.Picture(digit), digit); }
        string csv = Path.Combine(server.Place, "train.csv");
        await File.WriteAllTextAsync(csv, await server.GetAsync("/api/flags/latin.csv"));
        ImageSet images = DigitDataset.Load(csv).Train;
        string[] labels = [.. Enumerable.Range(0, images.Count).Select(image => images.LabelNames[images.Label(image)])];
        Assert.AreSequenceEqual(new[] { "3", "3", "8" }, labels.Order(StringComparer.Ordinal));
        int eight = Array.IndexOf(labels, "8");
        Assert.AreSequenceEqual(DigitNormalizer.Normalize(RecordedStrokes.Picture("8")).Pixels.ToArray(), images.Pixels(eight).ToArray());
    }

    [TestMethod]
    public async Task Folder_IsADataSetThatTrainingFromTheModelKeepsAllClassesWith()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        for (int i = 0; i < 15; i++)
        {
            string digit = i % 2 == 0 ? "4" : "9";
            await FlagAsync(server, RecordedStrokes.Picture(digit, side: 80 + 5 * i), digit);
        }

        using var place = new CommandFolder();
        CommandRun run = place.Run(
            "train", Path.Combine(server.FlagFolder, "latin"), "--from", "latin", "--freeze", "convolutions", "--epochs", "1", "--no-report",
            "--out", "tuned.safetensors");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        DigitClassifier tuned = DigitClassifier.Load(place.InWork("tuned.safetensors"));
        Assert.AreSequenceEqual(DigitClassifier.Pretrained(NumeralSystem.Latin).LabelNames, tuned.LabelNames);
        Assert.AreEqual("5", tuned.Predict(RecordedStrokes.Picture("5")).Label);
    }

    [TestMethod]
    [DataRow("{\"label\":\"7\"}", HttpStatusCode.BadRequest, "image is missing")]
    [DataRow("{\"image\":\"$\"}", HttpStatusCode.BadRequest, "label is missing")]
    [DataRow("{\"image\":\"$\",\"label\":\"../7\"}", HttpStatusCode.UnprocessableEntity, "The label is none of the model's")]
    [DataRow("{\"image\":\"$\",\"label\":\"7\",\"model\":\"../latin\"}", HttpStatusCode.NotFound, "no model of that name")]
    [DataRow("{\"image\":\"AAAA\",\"label\":\"7\"}", HttpStatusCode.UnprocessableEntity, "no image format")]
    [DataRow("{\"image\":\"UDUKNCA0CjI1NQoAAAAAAAAAAAAAAAAAAAAA\",\"label\":\"7\"}", HttpStatusCode.UnprocessableEntity, "Nothing is drawn")]
    public async Task Flag_WrongRequest_SavesNothing(string body, HttpStatusCode status, string expected)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string picture = Convert.ToBase64String(RunningServer.Png(RecordedStrokes.Picture("7")));
        (HttpResponseMessage answer, JsonElement json) = await server.PostAsync("/api/flag", body.Replace("$", picture, StringComparison.Ordinal));
        RunningServer.AssertProblem(answer, json, status);
        Assert.Contains(expected, json.GetProperty("detail").GetString()!);
        Assert.IsFalse(Directory.Exists(server.FlagFolder));
    }

    [TestMethod]
    public async Task Flag_FullFolder_IsRefused()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { MaximumFlagBytes = 1000 });
        GrayImage drawing = RecordedStrokes.Picture("7");
        HttpStatusCode status = HttpStatusCode.OK;
        for (int i = 0; i < 10 && status == HttpStatusCode.OK; i++) { status = (await FlagAsync(server, drawing, "7")).Answer.StatusCode; }
        Assert.AreEqual(HttpStatusCode.Conflict, status);
        long bytes = new DirectoryInfo(server.FlagFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Assert.IsLessThanOrEqualTo(1000, bytes);
    }

    [TestMethod]
    public async Task Flag_TooOften_IsTurnedAway()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { FlagsPerMinute = 2 });
        GrayImage drawing = RecordedStrokes.Picture("7");
        Assert.AreEqual(HttpStatusCode.OK, (await FlagAsync(server, drawing, "7")).Answer.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await FlagAsync(server, drawing, "7")).Answer.StatusCode);
        (HttpResponseMessage answer, JsonElement json) = await FlagAsync(server, drawing, "7");
        RunningServer.AssertProblem(answer, json, HttpStatusCode.TooManyRequests);
        Assert.AreEqual("60", answer.Headers.GetValues("Retry-After").Single());
    }

    [TestMethod]
    public async Task Flag_WithoutAFolder_IsRefusedAndNotOffered()
    {
        await using RunningServer server = await RunningServer.StartAsync(options => options with { FlagFolder = null });
        (HttpResponseMessage answer, JsonElement json) = await FlagAsync(server, RecordedStrokes.Picture("7"), "7");
        RunningServer.AssertProblem(answer, json, HttpStatusCode.Forbidden);
        JsonElement models = CommandRun.ParseJson(await server.GetAsync("/api/models"));
        Assert.AreEqual(JsonValueKind.Null, models[0].GetProperty("flags").ValueKind);
    }

    [TestMethod]
    [DataRow("7", "7")]
    [DataRow("೫", "೫")]
    [DataRow("-1", "-1")]
    [DataRow("=1+1", "'=1+1")]
    [DataRow("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [DataRow("@SUM(A1)", "'@SUM(A1)")]
    [DataRow("-2+3", "'-2+3")]
    [DataRow("\tx", "\"'\tx\"")]
    [DataRow("a,b", "\"a,b\"")]
    [DataRow("say \"a\"", "\"say \"\"a\"\"\"")]
    [DataRow("a\nb", "\"a\nb\"")]
    public void Cell_IsNoFormula(string text, string expected) => Assert.AreEqual(expected, FlagTable.Cell(text));

    private static Task<(HttpResponseMessage Answer, JsonElement Json)> FlagAsync(RunningServer server, GrayImage drawing, string label) =>
        server.PostAsync("/api/flag", JsonSerializer.Serialize(
            new { image = Convert.ToBase64String(RunningServer.Png(drawing)), label, model = "latin" }));
}
