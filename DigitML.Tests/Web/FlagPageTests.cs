using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>Corrections made on the drawing page.</summary>
[TestClass]
public sealed class FlagPageTests
{
    [TestMethod]
    public async Task Flag_CorrectedLabel_IsOnDiskAndInTheDownload()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var hand = new PageHand(await Browser.OpenAsync(server));
        await hand.DrawAsync("7");
        await hand.ExpectAsync("7");
        await hand.Page.Locator("#flag-labels button").GetByText("1", new() { Exact = true }).ClickAsync();
        await hand.ExpectAsync("#flag-status", "Saved as 1");

        Assert.HasCount(1, Directory.GetFiles(Path.Combine(server.FlagFolder, "latin", "1")));
        IDownload download = await hand.Page.RunAndWaitForDownloadAsync(() => hand.Page.ClickAsync("#flag-download"));
        Assert.AreEqual("digitml-latin.csv", download.SuggestedFilename);
        string[] rows = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.HasCount(2, rows);
        Assert.StartsWith("label,pixel0,pixel1,", rows[0]);
        Assert.StartsWith("1,", rows[1]);
        await hand.Page.Context.CloseAsync();
    }

    [TestMethod]
    public async Task Flag_OneOfSeveralDigits_SavesThatOne()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        var hand = new PageHand(await Browser.OpenAsync(server));
        await hand.DrawAsync("1", "7", "8");
        await hand.ExpectAsync("178");
        await Assertions.Expect(hand.Page.Locator("#flag")).ToBeHiddenAsync();
        await hand.Page.Locator("#digits button").Nth(2).ClickAsync();
        await hand.Page.Locator("#flag-labels button").GetByText("8", new() { Exact = true }).ClickAsync();
        await hand.ExpectAsync("#flag-status", "Saved as 8");
        Assert.Contains(",8,8,", (await File.ReadAllLinesAsync(Path.Combine(server.FlagFolder, "latin.csv")))[1]);
        await hand.Page.Context.CloseAsync();
    }
}
