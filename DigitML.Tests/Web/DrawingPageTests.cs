using System.Text.RegularExpressions;
using DigitML.Tests.Data;
using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>The drawing page in Chromium, used as a person would.</summary>
[TestClass]
public sealed partial class DrawingPageTests
{
    private static RunningServer _server = null!;
    private PageHand _hand = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _server = await RunningServer.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _server.DisposeAsync();

    [TestInitialize]
    public async Task Open() => _hand = new PageHand(await Browser.OpenAsync(_server));

    [TestCleanup]
    public async Task Close()
    {
        if (_hand is not null) { await _hand.Page.Context.CloseAsync(); }
    }

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
    public async Task Draw_Digit_IsRead(string digit)
    {
        await _hand.DrawAsync(digit);
        await _hand.ExpectAsync(digit);
        await _hand.ExpectAsync("#confidence", "sure");
        await Assertions.Expect(_hand.Page.Locator("#bars li")).ToHaveCountAsync(10);
        await Assertions.Expect(_hand.Page.Locator("#bars li.first .name")).ToHaveTextAsync(digit);
        await Assertions.Expect(_hand.Page.Locator("#runners")).ToHaveTextAsync(TwoOthers());
        await Assertions.Expect(_hand.Page.Locator("#input-image")).ToHaveAttributeAsync("src", PngData());
    }

    [TestMethod]
    public async Task Draw_Number_IsReadWithABoxForEachDigit()
    {
        await _hand.DrawAsync("2", "0", "2", "6");
        await _hand.ExpectAsync("2026");
        await Assertions.Expect(_hand.Page.Locator("#boxes rect.digit")).ToHaveCountAsync(4);
        await Assertions.Expect(_hand.Page.Locator("#boxes text")).ToHaveTextAsync(["2", "0", "2", "6"]);
        await Assertions.Expect(_hand.Page.Locator("#input-image")).ToBeHiddenAsync();
        await _hand.Page.Locator("#digits button").Nth(3).FocusAsync();
        await _hand.ExpectAsync("#runners", "6 (");
        await Assertions.Expect(_hand.Page.Locator("#boxes rect.selected")).ToHaveCountAsync(1);
        await Assertions.Expect(_hand.Page.Locator("#input-image")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Select_DigitOfANumberThatIsReadAgain_StaysSelected()
    {
        await _hand.DrawAsync("2", "0", "2", "6");
        await _hand.ExpectAsync("2026");
        ILocator digit = _hand.Page.Locator("#digits button").Nth(3);
        // Reads again without a change of the drawing, as the end of the last stroke does.
        await _hand.Page.RunAndWaitForResponseAsync(
            async () =>
            {
                await digit.FocusAsync();
                await _hand.Page.EvaluateAsync("document.getElementById('count').dispatchEvent(new Event('change'))");
            },
            answer => answer.Url.Contains("api/predict", StringComparison.Ordinal));
        await _hand.Page.EvaluateAsync("() => new Promise(done => setTimeout(done, 300))");
        await Assertions.Expect(_hand.Page.Locator("#boxes rect.selected")).ToHaveCountAsync(1);
        await Assertions.Expect(digit).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(digit).ToBeFocusedAsync();
        await Assertions.Expect(_hand.Page.Locator("#input-image")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Draw_WhileThePenIsDown_IsReadLive()
    {
        LocatorBoundingBoxResult box = (await _hand.Page.Locator("#pad").BoundingBoxAsync())!;
        await _hand.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height * .2f);
        await _hand.Page.Mouse.DownAsync();
        await _hand.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height * .8f, new() { Steps = 20 });
        await _hand.ExpectAsync("1");
        await _hand.Page.Mouse.UpAsync();
        await _hand.ExpectAsync("1");
    }

    [TestMethod]
    public async Task EmptyPad_GivesNoAnswer()
    {
        await _hand.ExpectAsync("–");
        await _hand.ExpectAsync("#confidence", "Nothing is drawn yet.");
        await _hand.DrawAsync("7");
        await _hand.ExpectAsync("7");
        await _hand.Page.ClickAsync("#clear");
        await _hand.ExpectAsync("–");
        Assert.AreEqual(0, await _hand.CountInkAsync());
        await Assertions.Expect(_hand.Page.Locator("#flag")).ToBeHiddenAsync();
    }

    [TestMethod]
    [DataRow("r")]
    [DataRow("Delete")]
    public async Task Key_ThatClears_Clears(string key)
    {
        await _hand.DrawAsync("7");
        await _hand.ExpectAsync("7");
        await _hand.PressAsync(key);
        await _hand.ExpectAsync("–");
    }

    [TestMethod]
    public async Task RightButton_Clears()
    {
        await _hand.DrawAsync("7");
        await _hand.Page.ClickAsync("#pad", new() { Button = MouseButton.Right });
        await _hand.ExpectAsync("–");
    }

    [TestMethod]
    public async Task UndoAndRedo_TakeStrokesBackAndForth()
    {
        await _hand.DrawAsync("1", "1");
        await _hand.ExpectAsync("11");
        await _hand.PressAsync("Control+z");
        await _hand.ExpectAsync("1");
        await _hand.PressAsync("Control+y");
        await _hand.ExpectAsync("11");
        await _hand.Page.ClickAsync("#clear");
        await _hand.Page.ClickAsync("#undo");
        await _hand.ExpectAsync("11");
    }

    [TestMethod]
    public async Task Eraser_TakesInkAway()
    {
        await _hand.DrawAsync("1", "7");
        await _hand.ExpectAsync("17");
        int before = await _hand.CountInkAsync();
        await _hand.PressAsync("e");
        await Assertions.Expect(_hand.Page.Locator("#eraser")).ToHaveAttributeAsync("aria-pressed", "true");
        for (int i = 0; i < 12; i++) { await _hand.PressAsync("]"); }
        await _hand.DrawAsync("1", "1");
        Assert.IsLessThan(before, await _hand.CountInkAsync());
    }

    [TestMethod]
    public async Task Keyboard_DrawsAndReads()
    {
        await _hand.Page.FocusAsync("#pad");
        await _hand.PressAsync(" ");
        for (int i = 0; i < 30; i++) { await _hand.PressAsync("ArrowDown"); }
        await _hand.PressAsync(" ");
        await _hand.ExpectAsync("1");
    }

    [TestMethod]
    public async Task KeyQ_LeavesNothingRunning()
    {
        await _hand.Page.ClickAsync("#practice");
        await Assertions.Expect(_hand.Page.Locator("#task")).ToBeVisibleAsync();
        await _hand.PressAsync("q");
        await Assertions.Expect(_hand.Page.Locator("#task")).ToBeHiddenAsync();
        await _hand.ExpectAsync("#announcement", "nothing is running");
    }

    [TestMethod]
    public async Task Upload_Jpeg_IsRead()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Web", "2026.jpg");
        await _hand.Page.SetInputFilesAsync("#file", file);
        await _hand.ExpectAsync("2026");
    }

    [TestMethod]
    public async Task Upload_PictureThatBrowsersCannotShow_IsDecodedByTheServer()
    {
        using var folder = new TemporaryFolder();
        string file = folder["42.pgm"];
        RecordedStrokes.Picture("42").Save(file);
        await _hand.Page.SetInputFilesAsync("#file", file);
        await _hand.ExpectAsync("42");
        Assert.IsGreaterThan(1000, await _hand.CountInkAsync());
    }

    [TestMethod]
    public async Task Upload_FileThatIsNoPicture_IsExplained()
    {
        using var folder = new TemporaryFolder();
        await _hand.Page.SetInputFilesAsync("#file", folder.Write("seven.png", "no picture at all"u8.ToArray()));
        await _hand.ExpectAsync("#trouble", "no image format that is read");
    }

    [TestMethod]
    public async Task Paste_Picture_IsRead()
    {
        await SendTransferAsync("paste", "clipboardData", "ClipboardEvent", RecordedStrokes.Picture("58"));
        await _hand.ExpectAsync("58");
    }

    [TestMethod]
    public async Task Drop_Picture_IsRead()
    {
        await SendTransferAsync("drop", "dataTransfer", "DragEvent", RecordedStrokes.Picture("63"));
        await _hand.ExpectAsync("63");
    }

    [TestMethod]
    public async Task Example_Clicked_IsDrawnAndRead()
    {
        await _hand.Page.ClickAsync("[aria-label='Draw 2026']");
        await _hand.ExpectAsync("2026");
        await _hand.Page.ClickAsync("[aria-label='Draw 4']");
        await _hand.ExpectAsync("4");
    }

    [TestMethod]
    public async Task Save_GivesThePicture()
    {
        await _hand.DrawAsync("7");
        await _hand.ExpectAsync("7");
        IDownload download = await _hand.Page.RunAndWaitForDownloadAsync(() => _hand.Page.ClickAsync("#save"));
        Assert.AreEqual("7.png", download.SuggestedFilename);
        GrayImage picture = GrayImage.Load(await download.PathAsync());
        Assert.AreEqual("7", DigitClassifier.Pretrained(NumeralSystem.Latin).Predict(picture).Label);
    }

    [GeneratedRegex(@"^or \d \(\d+\.\d %\), \d \(\d+\.\d %\)$")]
    private static partial Regex TwoOthers();

    [GeneratedRegex("^data:image/png;base64,")]
    private static partial Regex PngData();

    // What the browser does when somebody pastes or drops a file, which no driver can do from outside.
    private async Task SendTransferAsync(string name, string property, string type, GrayImage image) => await _hand.Page.EvaluateAsync(
        """
        ([name, property, type, base64]) => {
          const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)), transfer = new DataTransfer();
          transfer.items.add(new File([bytes], 'picture.png', { type: 'image/png' }));
          document.body.dispatchEvent(new globalThis[type](name, { [property]: transfer, bubbles: true, cancelable: true }));
        }
        """, new[] { name, property, type, Convert.ToBase64String(RunningServer.Png(image)) });
}
