using System.Text.Json.Nodes;

namespace DigitML.Tests.Jupyter;

/// <summary>The notebooks of the repository and their twins.</summary>
[TestClass]
public sealed class NotebookTests(TestContext context)
{
    private const string AcceptVariable = "DIGITML_ACCEPT_SAMPLES";

    private static IEnumerable<object[]> Names => NotebookTwin.Names.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Program_IsTheNotebooksTwin(string name)
    {
        var twin = new NotebookTwin(name);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1") { File.WriteAllText(twin.ProgramPath, twin.Compose()); }

        string program = File.Exists(twin.ProgramPath) ? File.ReadAllText(twin.ProgramPath).ReplaceLineEndings("\n") : "";

        Assert.AreEqual(twin.Compose(), program, $"samples/{name}.cs differs from its notebook; {AcceptVariable}=1 makes it anew.");
    }

    [TestMethod]
    public void Programs_AllHaveANotebook() => CollectionAssert.AreEqual(
        NotebookTwin.Names.ToArray(),
        Directory.GetFiles(Path.Combine(HouseRulesTests.Root, "samples"), "*.cs").Select(Path.GetFileNameWithoutExtension).Order().ToArray());

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Notebook_HasBeenRunToItsEnd(string name)
    {
        JsonNode[] cells = [.. new NotebookTwin(name).Cells.Where(cell => cell["cell_type"]!.GetValue<string>() == "code")];

        Assert.AreSequenceEqual(Enumerable.Range(1, cells.Length), cells.Select(cell => cell["execution_count"]?.GetValue<int>() ?? 0));
        JsonNode[] outputs = [.. cells.SelectMany(cell => cell["outputs"]!.AsArray())!];
        Assert.DoesNotContain("error", outputs.Select(output => output["output_type"]!.GetValue<string>()));
        Assert.DoesNotContain("stderr", outputs.Select(output => output["name"]?.GetValue<string>()));
        JsonNode[] figures = [.. outputs.Where(output => output["data"]?["image/svg+xml"] is not null)];
        Assert.IsNotEmpty(figures);
        foreach (JsonNode figure in figures) { Assert.IsGreaterThan(10, figure["data"]!["text/plain"]!.ToJsonString().Length); }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Notebook_InQuickMode_Runs(string name)
    {
        RequireMnist();
        using var tool = new JupyterTool();
        var twin = new NotebookTwin(name);
        string result = tool[name + ".ipynb"];
        Dictionary<string, string> environment = new(tool.Environment) { ["DIGITML_QUICK"] = "1", ["HOME"] = Home, ["DOTNET_CLI_HOME"] = Home };

        ProcessResult run = ProcessResult.Of([.. JupyterTool.Command, "run", twin.NotebookPath, "--out", result], tool.Work, environment);

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.IsGreaterThan(0, Outputs(result).Count(output => output["data"]?["image/svg+xml"] is not null));
    }

    [TestMethod]
    [DataRow("01-explore")]
    [DataRow("02-train")]
    public void Program_InQuickMode_MakesTheNotebooksPictures(string name)
    {
        RequireMnist();
        using var tool = new JupyterTool();
        var twin = new NotebookTwin(name);
        Dictionary<string, string> environment = new(tool.Environment) { ["DIGITML_QUICK"] = "1", ["HOME"] = Home, ["DOTNET_CLI_HOME"] = Home };

        string[] command = [JupyterTool.Command[0], "run", "-c", "Release", twin.ProgramPath];
        ProcessResult run = ProcessResult.Of(command, tool.Work, environment);

        Assert.AreEqual(0, run.ExitCode, run.Output + run.Errors);
        Assert.AreEqual("", run.Errors);
        string[] pictures = Directory.GetFiles(Path.Combine(tool.Work, "artifacts", "figures"), name + "-*.svg");
        Assert.HasCount(Outputs(twin.NotebookPath).Count(output => output["data"]?["image/svg+xml"] is not null), pictures);
    }

    [TestMethod]
    public void Transfer_WithoutKannada_SaysSoAndShowsTheRest()
    {
        using var tool = new JupyterTool();
        Dictionary<string, string> environment = new(tool.Environment)
        {
            ["DIGITML_QUICK"] = "1", ["DIGITML_DATA"] = tool.Work, ["XDG_DATA_HOME"] = tool.Work,
        };
        string notebook = new NotebookTwin("04-kannada-transfer").NotebookPath, result = tool["result.ipynb"];

        ProcessResult run = ProcessResult.Of([.. JupyterTool.Command, "run", notebook, "--out", result], tool.Work, environment);

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("Kannada-MNIST is not to hand", File.ReadAllText(result));
        Assert.HasCount(1, Outputs(result).Where(output => output["data"]?["image/svg+xml"] is not null).ToArray());
    }

    private void RequireMnist()
    {
        const string Reason = "MNIST is not to hand, so the notebooks did not run: digitml data fetch mnist.";
        if (DatasetCatalog.Locate("mnist") is not null) { return; }
        context.WriteLine(Reason);
        Assert.Inconclusive(Reason);
    }

    // The data sets in the user's cache are found from here.
    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static IEnumerable<JsonNode> Outputs(string path) =>
        JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])!;
}
