using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>Another script than the default on the drawing page: Kannada, chosen, read and practised.</summary>
[TestClass]
public sealed class ScriptPageTests
{
    private const string Kannada = "kannada";
    private static RunningServer? _server;
    private PageHand _hand = null!;

    [ClassCleanup]
    public static async Task Stop()
    {
        if (_server is not null) { await _server.DisposeAsync(); }
    }

    [TestInitialize]
    public async Task Open()
    {
        _server ??= await RunningServer.StartAsync(options => options with { Models = ["latin", Kannada] });
        _hand = new PageHand(await Browser.OpenAsync(_server));
        await _hand.Page.SelectOptionAsync("#model", Kannada);
    }

    [TestCleanup]
    public async Task Close()
    {
        if (_hand is not null) { await _hand.Page.Context.CloseAsync(); }
    }

    [TestMethod]
    [DataRow("೦")]
    [DataRow("೨")]
    [DataRow("೫")]
    [DataRow("೭")]
    public async Task Draw_KannadaNumeral_IsReadWithItsName(string numeral)
    {
        await _hand.DrawAsync(numeral);
        await _hand.ExpectAsync(numeral);
        await Assertions.Expect(_hand.Page.Locator("#bars .name")).ToHaveTextAsync(["೦", "೧", "೨", "೩", "೪", "೫", "೬", "೭", "೮", "೯"]);
    }

    [TestMethod]
    public async Task Switch_ReadsTheSameDrawingAnew()
    {
        await _hand.DrawAsync("೦");
        await _hand.ExpectAsync("೦");
        await _hand.Page.SelectOptionAsync("#model", "latin");
        await _hand.ExpectAsync("0");
    }

    [TestMethod]
    public async Task Practice_NamesANumeralAndKeepsTheScore()
    {
        await _hand.Page.ClickAsync("#practice");
        for (int round = 1; round <= 2; round++)
        {
            ILocator task = _hand.Page.Locator("#task-text");
            await Assertions.Expect(task).ToContainTextAsync("Draw ");
            string numeral = (await task.TextContentAsync())!["Draw ".Length..].Split(' ')[0];
            await _hand.DrawAsync(numeral);
            await _hand.ExpectAsync("#score", $"{round} of {round} right, {round} in a row");
        }

        await Assertions.Expect(_hand.Page.Locator("#task-text")).ToContainTextAsync("Draw ");
        string wanted = (await _hand.Page.Locator("#task-text").TextContentAsync())!;
        await _hand.DrawAsync(wanted.Contains('೦', StringComparison.Ordinal) ? "೭" : "೦");
        await _hand.ExpectAsync("#score", "2 of 3 right, 0 in a row");
        await _hand.ExpectAsync("#task-text", "I read ");
    }
}
