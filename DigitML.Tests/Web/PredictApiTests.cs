using System.Net;
using System.Text.Json;

namespace DigitML.Tests.Web;

/// <summary>POST /api/predict over a real connection.</summary>
[TestClass]
public sealed class PredictApiTests
{
    private static RunningServer _server = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _server = await RunningServer.StartAsync(options => options with { MaximumPixels = 1_000_000 });

    [ClassCleanup]
    public static async Task Stop() => await _server.DisposeAsync();

    [TestMethod]
    [DataRow("0")]
    [DataRow("1")]
    [DataRow("2")]
    [DataRow("3")]
    [DataRow("4")]
    [DataRow("5")]
    [DataRow("6")]
    [DataRow("7")]
    [DataRow("8")]
    [DataRow("9")]
    public async Task Predict_OneDigit_IsReadInGradiosShape(string digit)
    {
        (HttpResponseMessage answer, JsonElement json) = await _server.PredictAsync(Drawing(digit));
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, $"{json}");
        Assert.AreEqual("latin", json.GetProperty("model").GetString());
        Assert.AreEqual(digit, json.GetProperty("label").GetString());
        JsonElement[] ranked = [.. json.GetProperty("confidences").EnumerateArray()];
        Assert.HasCount(10, ranked);
        Assert.AreEqual(digit, ranked[0].GetProperty("label").GetString());
        double[] shares = [.. ranked.Select(label => label.GetProperty("confidence").GetDouble())];
        Assert.AreEqual(1, shares.Sum(), 1e-4);
        Assert.AreSequenceEqual(shares.OrderDescending(), shares);
        Assert.IsFalse(json.GetProperty("isDoubtful").GetBoolean());
    }

    [TestMethod]
    public async Task Predict_OneDigit_ShowsThePictureThatTheNetworkSaw()
    {
        GrayImage drawing = RecordedStrokes.Picture("5");
        (_, JsonElement json) = await _server.PredictAsync(RunningServer.Png(drawing));
        GrayImage input = Input(json.GetProperty("digits")[0]);
        Assert.AreSequenceEqual(DigitNormalizer.Normalize(drawing).Pixels.ToArray(), input.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow("many", "2026")]
    [DataRow("auto", "2026")]
    [DataRow("many", "7")]
    [DataRow("auto", "7")]
    public async Task Predict_SeveralDigits_AreReadWithBoxes(string digits, string text)
    {
        (_, JsonElement json) = await _server.PredictAsync(Drawing(text), $"?digits={digits}&top=3");
        Assert.AreEqual(text, json.GetProperty("label").GetString());
        JsonElement[] read = [.. json.GetProperty("digits").EnumerateArray()];
        Assert.HasCount(text.Length, read);
        for (int i = 0; i < read.Length; i++)
        {
            Assert.AreEqual($"{text[i]}", read[i].GetProperty("label").GetString());
            Assert.AreEqual(3, read[i].GetProperty("confidences").GetArrayLength());
            JsonElement box = read[i].GetProperty("box");
            int left = box.GetProperty("x").GetInt32(), right = left + box.GetProperty("width").GetInt32();
            Assert.IsGreaterThan(120 * i, left);
            Assert.IsLessThan(120 * (i + 1), right);
            Assert.AreEqual($"{text[i]}", DigitClassifier.Pretrained(NumeralSystem.Latin).PredictPixels(Input(read[i]).Pixels).Label);
        }
    }

    [TestMethod]
    [DataRow("one")]
    [DataRow("many")]
    [DataRow("auto")]
    public async Task Predict_EmptyPicture_IsNoGuess(string digits)
    {
        byte[] paper = [.. Enumerable.Repeat((byte)255, 100 * 80)];
        (HttpResponseMessage answer, JsonElement json) = await _server.PredictAsync(
            RunningServer.Png(new GrayImage(100, 80, paper)), $"?digits={digits}");
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("label").ValueKind);
        Assert.AreEqual(0, json.GetProperty("confidences").GetArrayLength());
        Assert.AreEqual(0, json.GetProperty("digits").GetArrayLength());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("data:image/png;base64,")]
    public async Task Predict_JsonWithBase64_IsReadAsAFileIs(string before)
    {
        byte[] drawing = Drawing("2026");
        (_, JsonElement file) = await _server.PredictAsync(drawing, "?digits=many&top=2&model=LATIN");
        string body = JsonSerializer.Serialize(new { image = before + Convert.ToBase64String(drawing), digits = "many", top = 2, model = "latin" });
        (_, JsonElement json) = await _server.PostAsync("/api/predict", body);
        Assert.AreEqual($"{file}", $"{json}");
    }

    [TestMethod]
    [DataRow("{\"image\":", HttpStatusCode.BadRequest, "line 1")]
    [DataRow("{\"image\":7}", HttpStatusCode.BadRequest, "JSON")]
    [DataRow("null", HttpStatusCode.BadRequest, "null")]
    [DataRow("{}", HttpStatusCode.BadRequest, "image is missing")]
    [DataRow("{\"image\":\"*\"}", HttpStatusCode.BadRequest, "Base64")]
    [DataRow("{\"image\":\"AAAA\"}", HttpStatusCode.UnprocessableEntity, "The image starts with 000000")]
    [DataRow("{\"image\":\"AAAA\",\"model\":\"../../etc/passwd\"}", HttpStatusCode.NotFound, "there are: latin")]
    [DataRow("{\"image\":\"AAAA\",\"digits\":\"few\"}", HttpStatusCode.BadRequest, "one, many or auto")]
    [DataRow("{\"image\":\"AAAA\",\"top\":0}", HttpStatusCode.BadRequest, "top is 0")]
    public async Task Predict_WrongJson_SaysWhatIsWanted(string body, HttpStatusCode status, string expected)
    {
        (HttpResponseMessage answer, JsonElement json) = await _server.PostAsync("/api/predict", body);
        RunningServer.AssertProblem(answer, json, status);
        Assert.Contains(expected, json.GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public async Task Predict_PictureOfTooManyPixels_IsRefusedBeforeItIsDecoded()
    {
        byte[] bomb = RunningServer.Png(new GrayImage(1001, 1000, new byte[1001 * 1000]));
        (HttpResponseMessage answer, JsonElement json) = await _server.PredictAsync(bomb);
        RunningServer.AssertProblem(answer, json, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("1,000,000", json.GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public async Task Predict_TruncatedPicture_SaysWhere()
    {
        (HttpResponseMessage answer, JsonElement json) = await _server.PredictAsync(Drawing("7")[..60]);
        RunningServer.AssertProblem(answer, json, HttpStatusCode.UnprocessableEntity);
        Assert.StartsWith("The image, byte ", json.GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public async Task Predict_AutoOneDigitBesideOtherInk_AnswersThatDigitAndRejectsTheRest()
    {
        byte[] picture = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Pages", "auto-100.png"));
        (_, JsonElement many) = await _server.PredictAsync(picture, "?digits=many");
        (HttpResponseMessage answer, JsonElement auto) = await _server.PredictAsync(picture, "?digits=auto");

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(1, many.GetProperty("digits").GetArrayLength());
        Assert.AreEqual(many.GetProperty("label").GetString(), auto.GetProperty("label").GetString());
        Assert.AreEqual(many.GetProperty("digits").ToString(), auto.GetProperty("digits").ToString());
        Assert.AreEqual(many.GetProperty("rejected").ToString(), auto.GetProperty("rejected").ToString());
        Assert.IsTrue(auto.GetProperty("isDoubtful").GetBoolean());
        Assert.AreEqual(10, auto.GetProperty("confidences").GetArrayLength());
    }

    [TestMethod]
    public async Task Predict_OtherContent_IsNotTaken()
    {
        (HttpResponseMessage answer, JsonElement json) = await _server.PredictAsync("a=b"u8.ToArray(), type: "application/x-www-form-urlencoded");
        RunningServer.AssertProblem(answer, json, HttpStatusCode.UnsupportedMediaType);
    }

    [TestMethod]
    public async Task Picture_OfAFormatOfTheLibrary_ComesBackAsGreys()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Jpeg", "size-16x16.jpg");
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        content.Headers.ContentType = new("image/jpeg");
        using HttpResponseMessage answer = await _server.Client.PostAsync(new Uri("/api/picture", UriKind.Relative), content);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        using var pgm = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        Assert.AreSequenceEqual(GrayImage.Load(file).Pixels.ToArray(), GrayImage.Load(pgm).Pixels.ToArray());
    }

    private static byte[] Drawing(string text) => RunningServer.Png(RecordedStrokes.Picture(text));

    private static GrayImage Input(JsonElement digit)
    {
        string input = digit.GetProperty("input").GetString()!;
        const string Mark = "data:image/png;base64,";
        Assert.StartsWith(Mark, input);
        using var png = new MemoryStream(Convert.FromBase64String(input[Mark.Length..]));
        return GrayImage.Load(png);
    }
}
