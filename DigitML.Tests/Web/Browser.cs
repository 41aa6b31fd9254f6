using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>Chromium, once for all tests that drive the page; tests are inconclusive where there is none.</summary>
internal static class Browser
{
    /// <summary>How long to wait for what should come at once, in milliseconds; a machine may be busy with other tests.</summary>
    public const float Patience = 60_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly Lazy<Task<IBrowser>> Instance = new(LaunchAsync);
    private static IPlaywright? _playwright;

    /// <summary>Opens the page in a window of its own.</summary>
    /// <param name="server">Whose page.</param>
    /// <param name="configure">Changes the window: its size, touch, colours.</param>
    internal static async Task<IPage> OpenAsync(RunningServer server, Action<BrowserNewContextOptions>? configure = null)
    {
        IBrowser browser = await Instance.Value;
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 1200, Height = 900 }, AcceptDownloads = true };
        configure?.Invoke(options);
        IBrowserContext context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(server.Address.ToString());
        await page.WaitForSelectorAsync("html[data-ready]");
        return page;
    }

    /// <summary>Opens an empty window.</summary>
    internal static async Task<IPage> OpenBlankAsync(int width, int height)
    {
        IBrowserContext context = await (await Instance.Value).NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>Closes it, after the last test.</summary>
    internal static async Task CloseAsync()
    {
        if (Instance.IsValueCreated && Instance.Value.IsCompletedSuccessfully) { await (await Instance.Value).DisposeAsync(); }
        _playwright?.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (program is null) { Assert.Inconclusive("There is no Chromium here (Debian: apt install chromium), so the page is not driven."); }
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        // Without its sandbox, because that is refused to the administrator, as whom containers run tests.
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }
}
