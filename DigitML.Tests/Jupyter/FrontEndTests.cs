namespace DigitML.Tests.Jupyter;

/// <summary>The kernel behind Debian's Jupyter Notebook, in Chromium.</summary>
[TestClass]
public sealed class FrontEndTests(TestContext context)
{
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
        NotebookPage.Require(context);
        using var tool = new JupyterTool();
        NotebookCommandTests.Write(tool["cells.ipynb"], Cells);
        await using NotebookPage notebook = await NotebookPage.OpenAsync(tool, "cells.ipynb", height: 1060);

        await notebook.ExecuteAsync(0);
        await notebook.ExecuteAsync(1);
        await notebook.OutputOf(1).GetByText("running").WaitForAsync();
        await notebook.InterruptAsync();
        await notebook.OutputOf(1).GetByText("at cell 2, line 2: while (true) { }").WaitForAsync();
        await notebook.ExecuteAsync(2);
        await notebook.OutputOf(2).GetByText("42", new() { Exact = true }).WaitForAsync();
        await notebook.ExecuteAsync(3);
        await notebook.OutputOf(3).Locator("svg.digitml-live circle.validation").Nth(2).WaitForAsync();
        await notebook.OutputOf(3).Locator("table td").First.WaitForAsync();
        await notebook.ExecuteAsync(4);
        Assert.AreEqual(112, await notebook.OutputOf(4).Locator("img").EvaluateAsync<int>(WidthOfImage));
        await notebook.KeepScreenshotAsync("notebook.png");
    }
}
