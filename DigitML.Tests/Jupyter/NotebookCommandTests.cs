using System.Text.Json.Nodes;

namespace DigitML.Tests.Jupyter;

/// <summary>The commands that need no front end, run from outside.</summary>
[TestClass]
public sealed class NotebookCommandTests(TestContext context)
{
    private const string Python = "/usr/bin/python3";

    private static readonly string[] Cells =
    [
        "Console.WriteLine(\"a\");\nConsole.Error.WriteLine(\"e\");\nDisplay(\"d\");\nint x = 1;",
        "x + 1",
        "var shown = Display(1);\nshown.Update(\"two\\nlines\");\nHtml(\"<b>\\n</b>\")",
        "ClearOutput(wait: true);\nConsole.Write(\"after\");\nnew GrayImage(2, 2, new byte[] { 0, 1, 2, 255 })",
        "new[] { new { A = 1, B = \"é🙂\" } }",
        "Svg(\"<svg xmlns='http://www.w3.org/2000/svg'/>\")",
    ];

    [TestMethod]
    public void Run_KeepsOutputsInAnotherFile()
    {
        using var tool = new JupyterTool();
        Write(tool["in.ipynb"], [.. Cells]);
        string before = File.ReadAllText(tool["in.ipynb"]);

        ProcessResult run = tool.Run("run", "in.ipynb", "--out", "out.ipynb");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("Ran 6 cells", run.Output);
        Assert.AreEqual(before, File.ReadAllText(tool["in.ipynb"]));
        JsonArray cells = Read(tool["out.ipynb"]);
        Assert.AreEqual("[{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"a\\n\"]},"
            + "{\"name\":\"stderr\",\"output_type\":\"stream\",\"text\":[\"e\\n\"]},"
            + "{\"data\":{\"text/plain\":[\"d\"]},\"metadata\":{},\"output_type\":\"display_data\"}]", cells[0]!["outputs"]!.ToJsonString());
        Assert.AreEqual("[{\"data\":{\"text/plain\":[\"2\"]},\"execution_count\":2,\"metadata\":{},\"output_type\":\"execute_result\"}]",
            cells[1]!["outputs"]!.ToJsonString());
        Assert.AreEqual("two\n", cells[2]!["outputs"]![0]!["data"]!["text/plain"]![0]!.GetValue<string>());
        Assert.AreEqual("after", cells[3]!["outputs"]![0]!["text"]![0]!.GetValue<string>());
    }

    [TestMethod]
    public void Run_AtTheFirstError_StopsAndSaysWhere()
    {
        using var tool = new JupyterTool();
        Write(tool["in.ipynb"], "1", "int Divide(int by) => 1 / by;\n\nDivide(0)", "3");

        ProcessResult run = tool.Run("run", "in.ipynb");

        Assert.AreEqual(1, run.ExitCode);
        Assert.EndsWith("digitml-jupyter: in.ipynb, cell 2, line 1: DivideByZeroException: Attempted to divide by zero.\n", run.Errors);
        JsonArray cells = Read(tool["in.ipynb"]);
        Assert.AreEqual("1", cells[0]!["outputs"]![0]!["data"]!["text/plain"]![0]!.GetValue<string>());
        Assert.AreEqual("DivideByZeroException", cells[1]!["outputs"]![0]!["ename"]!.GetValue<string>());
        Assert.IsEmpty(cells[2]!["outputs"]!.AsArray());
    }

    [TestMethod]
    public void Run_OfACellThatIsMarkedAsFailing_GoesOn()
    {
        using var tool = new JupyterTool();
        Write(tool["in.ipynb"], "throw new Exception(\"meant\");", "3");
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(tool["in.ipynb"]))!;
        notebook["cells"]![0]!["metadata"]!["tags"] = new JsonArray("raises-exception");
        File.WriteAllText(tool["in.ipynb"], notebook.ToJsonString());

        Assert.AreEqual(0, tool.Run("run", "in.ipynb").ExitCode);
        Assert.AreEqual("3", Read(tool["in.ipynb"])[1]!["outputs"]![0]!["data"]!["text/plain"]![0]!.GetValue<string>());
    }

    [TestMethod]
    public void Run_OfAnEndlessCell_EndsWithItsTime()
    {
        using var tool = new JupyterTool();
        Write(tool["in.ipynb"], "int i = 0;\nwhile (true) { i++; }");
        ProcessResult run = tool.Run("run", "in.ipynb", "--timeout", "1");
        Assert.AreEqual(1, run.ExitCode);
        Assert.EndsWith("TimeoutException: The cell took longer than 1 s; give --timeout a longer time.\n", run.Errors);
    }

    [TestMethod]
    public void Run_OfCellsWithReferences_LoadsThem()
    {
        const string Use = "using Microsoft.VisualStudio.TestTools.UnitTesting;\nAssert.AreEqual(1, 2, \"loaded\");";
        using var tool = new JupyterTool();
        Directory.CreateDirectory(tool["lib"]);
        File.Copy(typeof(Assert).Assembly.Location, Path.Combine(tool["lib"], "Framework.dll"));
        File.WriteAllText(tool["common.csx"], "int Twice(int x) => 2 * x;");
        Write(tool["path.ipynb"], "#r \"lib/Framework.dll\"\n#load \"common.csx\"\nTwice(4)", Use);
        Write(tool["package.ipynb"], "#r \"nuget: DigitML, 0.1.0\"\n#r \"nuget: MSTest.TestFramework, 4.5.2\"", Use);
        Write(tool["wrong.ipynb"], "// two lines\n\n#r \"nuget: \"");

        Assert.Contains("path.ipynb, cell 2, line 2: AssertFailedException", tool.Run("run", "path.ipynb").Errors);
        Assert.AreEqual("8", Read(tool["path.ipynb"])[0]!["outputs"]![0]!["data"]!["text/plain"]![0]!.GetValue<string>());
        Assert.Contains("package.ipynb, cell 2, line 2: AssertFailedException", tool.Run("run", "package.ipynb").Errors);
        Assert.Contains("wrong.ipynb, cell 1, line 3: PackageError: #r \"nuget: \" names no package", tool.Run("run", "wrong.ipynb").Errors);
    }

    [TestMethod]
    public void Run_OfWhatIsNoNotebook_SaysWhatIsWanted()
    {
        using var tool = new JupyterTool();
        File.WriteAllText(tool["text.ipynb"], "not JSON");
        File.WriteAllText(tool["old.ipynb"], "{\"nbformat\":3,\"worksheets\":[]}");
        AssertMistake(tool.Run("run", "missing.ipynb"), "missing.ipynb is not there: give the path of a notebook");
        AssertMistake(tool.Run("run", "text.ipynb"), "text.ipynb is no notebook");
        AssertMistake(tool.Run("run", "old.ipynb"), "old.ipynb is no notebook of format 4");
        AssertMistake(tool.Run("run", "old.ipynb", "--timeout", "0"), "--timeout is 0; it must be more than 0");
        AssertMistake(tool.Run("kernel", "missing.json"), "missing.json");
    }

    [TestMethod]
    public void New_MakesANotebookThatNamesTheKernel_AndReplacesNone()
    {
        using var tool = new JupyterTool();
        ProcessResult made = tool.Run("new", "first");
        Assert.AreEqual(0, made.ExitCode, made.Errors);
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(tool["first.ipynb"]))!;
        Assert.AreEqual("digitml-csharp", notebook["metadata"]!["kernelspec"]!["name"]!.GetValue<string>());
        AssertMistake(tool.Run("new", "first.ipynb"), "first.ipynb is there already: give another name");
    }

    [TestMethod]
    public void Install_ThenUninstall_LeavesNothing()
    {
        using var tool = new JupyterTool();
        Assert.AreEqual(0, tool.Run("install", "--prefix", "elsewhere").ExitCode);
        string folder = Path.Combine(tool["elsewhere"], "share", "jupyter", "kernels", "digitml-csharp");
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        string[] command = [.. spec["argv"]!.AsArray().Select(word => word!.GetValue<string>())];
        Assert.IsTrue(Path.IsPathFullyQualified(command[0]) && File.Exists(command[0]), command[0]);
        Assert.IsTrue(File.Exists(command[1]), command[1]);
        Assert.AreSequenceEqual(new[] { "kernel", "{connection_file}" }, command[2..]);
        Assert.AreEqual("message", spec["interrupt_mode"]!.GetValue<string>());
        Assert.AreEqual(0, tool.Run("uninstall", "--prefix", "elsewhere").ExitCode);
        Assert.IsFalse(Directory.Exists(folder));
        Assert.Contains("not installed", tool.Run("uninstall", "--prefix", "elsewhere").Output);
        AssertMistake(tool.Run("install", "--prefix", "a", "--user"), "exclude each other");
    }

    [TestMethod]
    public void Run_GivesTheOutputsOfNbconvert()
    {
        JupyterTool.Require(context, "nbconvert is missing (Debian: apt install jupyter-nbconvert python3-nbclient), so it did not run a notebook.",
            Python, "-c", "import nbconvert, nbclient");
        using var tool = new JupyterTool();
        Write(tool["in.ipynb"], [.. Cells]);
        Assert.AreEqual(0, tool.Run("run", "in.ipynb", "--out", "ours.ipynb").ExitCode);

        ProcessResult run = tool.RunProgram(
            Python, "-m", "nbconvert", "--to", "notebook", "--execute", "in.ipynb", "--output", "theirs.ipynb");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        JsonArray ours = Read(tool["ours.ipynb"]), theirs = Read(tool["theirs.ipynb"]);
        for (int i = 0; i < Cells.Length; i++)
        {
            Assert.AreEqual(theirs[i]!["outputs"]!.ToJsonString(), ours[i]!["outputs"]!.ToJsonString(), Cells[i]);
        }
    }

    private static void AssertMistake(ProcessResult run, string expected)
    {
        Assert.AreEqual(1, run.ExitCode, run.Errors);
        Assert.StartsWith("digitml-jupyter: ", run.Errors);
        Assert.Contains(expected, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static JsonArray Read(string path) => JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray();

    internal static void Write(string path, params string[] cells) => File.WriteAllText(path, new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((code, i) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{i}", ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(), ["source"] = code,
        })]),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["name"] = "digitml-csharp", ["display_name"] = "C# (DigitML)", ["language"] = "C#" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());
}
