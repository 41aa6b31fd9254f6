using System.Text.Json;
using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>axe-core (npm) looks for what keeps people out of the page.</summary>
[TestClass]
public sealed class AccessibilityTests
{
    private static readonly Lazy<string> Axe = new(() => NpmFile.Read("axe-core@4.14.1", "axe.min.js", "the page was not looked over"));
    private static RunningServer _server = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _server = await RunningServer.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _server.DisposeAsync();

    [TestMethod]
    [DataRow("", ColorScheme.Light, 1200)]
    [DataRow("", ColorScheme.Dark, 1200)]
    [DataRow("", ColorScheme.Light, 360)]
    [DataRow("api.html", ColorScheme.Light, 1200)]
    [DataRow("api.html", ColorScheme.Dark, 360)]
    public async Task Page_HasNoSeriousFault(string path, ColorScheme colors, int width)
    {
        string axe = Axe.Value;
        IPage page = await Browser.OpenAsync(
            _server, options => (options.ColorScheme, options.ViewportSize) = (colors, new() { Width = width, Height = 800 }));
        if (path.Length > 0) { await page.GotoAsync($"{_server.Address}{path}"); }
        else
        {
            // With all its parts in sight: a number with boxes, one digit looked at, practice, the help and the model's card.
            var hand = new PageHand(page);
            await page.ClickAsync("#practice");
            await page.ClickAsync("#practice");
            await page.ClickAsync("[aria-label='Draw 2026']");
            await hand.ExpectAsync("2026");
            await page.Locator("#digits button").First.FocusAsync();
            foreach (ILocator summary in await page.Locator("summary").AllAsync()) { await summary.ClickAsync(); }
        }

        await page.EvaluateAsync(axe);
        string violations = await page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run()).violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary)]))");
        JsonElement[] serious = [.. JsonDocument.Parse(violations).RootElement.EnumerateArray()
            .Where(violation => violation[0].GetString() is "serious" or "critical")];
        Assert.IsEmpty(serious, string.Join('\n', serious));
        await page.Context.CloseAsync();
    }
}
