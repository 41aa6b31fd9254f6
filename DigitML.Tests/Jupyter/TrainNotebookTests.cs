using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace DigitML.Tests.Jupyter;

/// <summary>The notebook that trains, run from its first cell to its last in Jupyter Notebook, in Chromium.</summary>
[TestClass]
public sealed class TrainNotebookTests(TestContext context)
{
    private const string Name = "02-train";

    /// <summary>Keeps each state of the live curve from here on: how long the bar is, and how many corners the line has.</summary>
    private const string WatchCurve = """
        () => {
            window.curves = [];
            new MutationObserver(() => {
                const picture = document.querySelector('.output svg.digitml-live');
                if (!picture || picture.getBoundingClientRect().width === 0) return;
                const bar = +picture.querySelector('rect.done').getAttribute('width');
                const line = picture.querySelector('path.faint')?.getAttribute('d') ?? '';
                curves.push([bar, line.split(/[ML]/).length - 1]);
            }).observe(document.querySelector('#notebook-container'), { childList: true, subtree: true });
        }
        """;

    private const string SumOfCells = """
        picture => [...picture.querySelectorAll('g > g > text')].reduce((sum, text) => sum + +text.textContent, 0)
        """;

    private static readonly string[] Collapsed =
        ["Figure.Augmentation(", "result.History", "TrainingCurves(", "LearningRate(", "Filters(", "Activations("];

    [TestMethod]
    public async Task Notebook_RunAllInChromium_TrainsLiveAndKeepsItsStateAfterAnInterrupt()
    {
        NotebookPage.Require(context);
        if (DatasetCatalog.Locate("mnist") is null) { Assert.Inconclusive("MNIST is not to hand, so nothing trained: digitml data fetch mnist."); }
        using var tool = new JupyterTool();
        JsonArray cells = CopyWithoutOutputs(tool[Name + ".ipynb"]);
        // The data sets in the user's cache are found from the home folder.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        await using NotebookPage notebook = await NotebookPage.OpenAsync(
            tool, Name + ".ipynb", height: 1720, ("DIGITML_QUICK", "1"), ("HOME", home), ("DOTNET_CLI_HOME", home));
        Assert.AreEqual(0, await notebook.Page.Locator(".output svg").CountAsync());

        await notebook.Page.EvaluateAsync(WatchCurve);
        await notebook.Page.GetByRole(AriaRole.Link, new() { Name = "Cell", Exact = true }).ClickAsync();
        await notebook.Page.Locator("#run_all_cells a").ClickAsync();
        await notebook.OutputOf(CellOf(cells, "PredictPixels")).Locator(".output_text:not(.output_stream)").WaitForAsync();

        await RequireGrowingCurve(notebook, CellOf(cells, "LiveTraining()"));
        await RequireConfusionMatrix(notebook, CellOf(cells, "Figure.ConfusionMatrix("));
        Assert.AreEqual(0, await notebook.Page.Locator(".output_error").CountAsync());
        await InterruptAndGoOn(notebook);
        foreach (string source in Collapsed) { await Collapse(notebook, CellOf(cells, source)); }
        await notebook.Cell(CellOf(cells, "LiveTraining()") - 1).EvaluateAsync("cell => cell.scrollIntoView()");
        await notebook.KeepScreenshotAsync("notebook-train.png");
    }

    private static async Task RequireGrowingCurve(NotebookPage notebook, int cell)
    {
        string watched = await notebook.Page.EvaluateAsync<string>("() => JSON.stringify(curves)");
        double[][] curves = JsonSerializer.Deserialize<double[][]>(watched)!;
        double[] bars = [.. curves.Select(curve => curve[0]).Distinct()], corners = [.. curves.Select(curve => curve[1]).Distinct()];
        Assert.IsGreaterThan(3, bars.Length, watched);
        Assert.IsGreaterThan(2, corners.Length, watched);
        CollectionAssert.AreEqual(bars.Order().ToArray(), bars, watched);
        CollectionAssert.AreEqual(corners.Order().ToArray(), corners, watched);
        Assert.AreEqual(1, await notebook.OutputOf(cell).Locator("svg.digitml-live circle.validation").CountAsync());
    }

    private static async Task RequireConfusionMatrix(NotebookPage notebook, int cell)
    {
        ILocator matrix = notebook.OutputOf(cell).Locator("svg.digitml-figure");
        await matrix.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await matrix.BoundingBoxAsync())!;
        Assert.IsTrue(box.Width > 400 && box.Height > 300, $"{box.Width} x {box.Height}");
        // Every test image is in it, and a cell of the diagonal is what lies at its place on the screen.
        Assert.AreEqual(10_000, await matrix.EvaluateAsync<int>(SumOfCells));
        Assert.IsTrue(await matrix.Locator("rect.blue").First.EvaluateAsync<bool>(
            "cell => { const box = cell.getBoundingClientRect(); return document.elementFromPoint(box.x + 4, box.y + 4) === cell; }"));
    }

    private static async Task InterruptAndGoOn(NotebookPage notebook)
    {
        int endless = await notebook.AppendAsync("while (true) { }");
        await notebook.Page.Locator("#kernel_indicator_icon.kernel_busy_icon").WaitForAsync();
        await notebook.Page.WaitForTimeoutAsync(500);
        await notebook.InterruptAsync();
        await notebook.OutputOf(endless).GetByText("line 1: while (true) { }").WaitForAsync();
        int state = await notebook.AppendAsync("metrics.MicroAccuracy > .5");
        await notebook.OutputOf(state).GetByText("True", new() { Exact = true }).WaitForAsync();
    }

    // As "Cell > Current Outputs > Toggle" does.
    private static async Task Collapse(NotebookPage notebook, int cell) =>
        await notebook.Page.EvaluateAsync("cell => Jupyter.notebook.get_cell(cell).collapse_output()", cell);

    private static int CellOf(JsonArray cells, string source) =>
        cells.Index().Single(cell => (string?)cell.Item!["cell_type"] == "code" && cell.Item["source"]!.ToJsonString().Contains(source)).Index;

    /// <summary>Without what is stored in it, so that all that is seen was made now.</summary>
    private static JsonArray CopyWithoutOutputs(string path)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(new NotebookTwin(Name).NotebookPath))!;
        JsonArray cells = notebook["cells"]!.AsArray();
        foreach (JsonNode? cell in cells.Where(cell => (string?)cell!["cell_type"] == "code"))
        {
            (cell!["outputs"], cell["execution_count"]) = (new JsonArray(), null);
        }

        File.WriteAllText(path, notebook.ToJsonString());
        return cells;
    }
}
