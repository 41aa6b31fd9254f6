using Microsoft.Playwright;

namespace DigitML.Tests.Jupyter;

/// <summary>The kernel behind Debian's Jupyter Notebook, in Chromium. DIGITML_SCREENSHOTS names a folder to keep what it looks like in.</summary>
[TestClass]
public sealed class FrontEndTests(TestContext context)
{
    private const string Python = "/usr/bin/python3", Chromium = "/usr/bin/chromium";
    private const float MillisecondsToWait = 90_000;

    private const string WidthOfImage = "async image => { await image.decode(); return image.naturalWidth; }";

    private const string SmallTraining =
        "var images = new ImageSet(new byte[2048 * 784], new int[2048], 28, 28, new[] { \"0\", \"1\" });\n" +
        "var options = new TrainingOptions { Network = new Network([new Conv2D(8, 5), new Relu(), new Flatten(), new Dense(2)]), Epochs = 3 };\n" +
        "new CnnTrainer(options).Fit(images, images.Take(64), new LiveTraining()).History";

    private static readonly string[] Cells =
    [
        "int kept = 41;",
        "Console.WriteLine(\"running\");\nwhile (true) { }",
        "kept + 1",
        SmallTraining,
        "new GrayImage(2, 2, new byte[] { 0, 80, 160, 255 })",
    ];

    [TestMethod]
    public async Task Notebook_InChromium_ShowsOutputsAndInterrupts()
    {
        RequirePeers();
        using var tool = new JupyterTool();
        NotebookCommandTests.Write(tool["cells.ipynb"], Cells);
        using var server = new NotebookServer(Python, tool);
        using IPlaywright playwright = await Playwright.CreateAsync();
        // Without its sandbox, because that is refused to the administrator, as whom containers run tests.
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 1060 } });
        page.SetDefaultTimeout(MillisecondsToWait);
        await page.GotoAsync(server.AddressOf("cells.ipynb"));
        await page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected()");

        await Execute(page, 0);
        await Execute(page, 1);
        await OutputOf(page, 1).GetByText("running").WaitForAsync();
        await page.ClickAsync("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
        await OutputOf(page, 1).GetByText("at cell 2, line 2: while (true) { }").WaitForAsync();
        await Execute(page, 2);
        await OutputOf(page, 2).GetByText("42", new() { Exact = true }).WaitForAsync();
        await Execute(page, 3);
        await OutputOf(page, 3).Locator("svg.digitml-live circle.validation").Nth(2).WaitForAsync();
        await OutputOf(page, 3).Locator("table td").First.WaitForAsync();
        await Execute(page, 4);
        Assert.AreEqual(112, await OutputOf(page, 4).Locator("img").EvaluateAsync<int>(WidthOfImage));
        await KeepScreenshot(page);
    }

    private static async Task Execute(IPage page, int cell) => await page.EvaluateAsync("cell => Jupyter.notebook.execute_cells([cell])", cell);

    private static ILocator OutputOf(IPage page, int cell) => page.Locator(".cell").Nth(cell).Locator(".output");

    private static async Task KeepScreenshot(IPage page)
    {
        if (Environment.GetEnvironmentVariable("DIGITML_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "notebook.png") });
        }
    }

    private void RequirePeers()
    {
        JupyterTool.Require(
            context, "Jupyter Notebook is missing (Debian: apt install jupyter-notebook), so no front end was driven.",
            Python, "-c", "import notebook");
        JupyterTool.Require(context, "Chromium is missing (Debian: apt install chromium), so no front end was driven.", Chromium, "--version");
    }
}
