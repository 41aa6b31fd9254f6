using Microsoft.Playwright;

namespace DigitML.Tests.Jupyter;

/// <summary>A notebook in Debian's Jupyter Notebook, in Chromium. DIGITML_SCREENSHOTS names a folder to keep what it looks like in.</summary>
internal sealed class NotebookPage : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3", Chromium = "/usr/bin/chromium";
    private const float MillisecondsToWait = 90_000;
    private readonly NotebookServer _server;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private NotebookPage(NotebookServer server, IPlaywright playwright, IBrowser browser, IPage page) =>
        (_server, _playwright, _browser, Page) = (server, playwright, browser, page);

    /// <summary>The browser's page.</summary>
    public IPage Page { get; }

    /// <summary>Starts the server and the browser, and waits until the notebook's kernel is connected.</summary>
    /// <param name="tool">The folder that the server serves; it holds the notebook.</param>
    /// <param name="notebook">The notebook's name there.</param>
    /// <param name="height">The height of the window, in pixels.</param>
    /// <param name="variables">Variables to set for the server, and so for the kernel.</param>
    public static async Task<NotebookPage> OpenAsync(
        JupyterTool tool, string notebook, int height, params (string Name, string Value)[] variables)
    {
        var server = new NotebookServer(Python, tool, variables);
        IPlaywright playwright = await Playwright.CreateAsync();
        // Without its sandbox, because that is refused to the administrator, as whom containers run tests.
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = height } });
        var opened = new NotebookPage(server, playwright, browser, page);
        page.SetDefaultTimeout(MillisecondsToWait);
        await page.GotoAsync(server.AddressOf(notebook));
        await page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected()");
        return opened;
    }

    /// <summary>Ends the test as inconclusive, with the reason, when Jupyter Notebook or Chromium is not installed.</summary>
    public static void Require(TestContext context)
    {
        JupyterTool.Require(
            context, "Jupyter Notebook is missing (Debian: apt install jupyter-notebook), so no front end was driven.",
            Python, "-c", "import notebook");
        JupyterTool.Require(context, "Chromium is missing (Debian: apt install chromium), so no front end was driven.", Chromium, "--version");
    }

    /// <summary>A cell, by its place from 0.</summary>
    public ILocator Cell(int cell) => Page.Locator(".cell").Nth(cell);

    /// <summary>What a cell shows.</summary>
    public ILocator OutputOf(int cell) => Cell(cell).Locator(".output");

    /// <summary>Runs a cell; returns before it is done.</summary>
    public async Task ExecuteAsync(int cell) => await Page.EvaluateAsync("cell => Jupyter.notebook.execute_cells([cell])", cell);

    /// <summary>Appends a cell and runs it; returns before it is done.</summary>
    /// <returns>Its place.</returns>
    public async Task<int> AppendAsync(string code)
    {
        int cell = await Page.EvaluateAsync<int>(
            "code => { Jupyter.notebook.insert_cell_at_bottom('code').set_text(code); return Jupyter.notebook.ncells() - 1; }", code);
        await ExecuteAsync(cell);
        return cell;
    }

    /// <summary>Interrupts the kernel by the button.</summary>
    public async Task InterruptAsync() => await Page.ClickAsync("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");

    /// <summary>Keeps what the window shows, if somebody wants to see it.</summary>
    public async Task KeepScreenshotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DIGITML_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _server.Dispose();
    }
}
