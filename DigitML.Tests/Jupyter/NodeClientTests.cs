using DigitML.Tests.Data;

namespace DigitML.Tests.Jupyter;

/// <summary>The kernel driven by the npm package zeromq in the way of VS Code.</summary>
[TestClass]
public sealed class NodeClientTests(TestContext context)
{
    private const string Package = "zeromq@6.8.0";

    [TestMethod]
    public void Kernel_DrivenAsByVisualStudioCode_ServesAll()
    {
        JupyterTool.Require(context, "Node.js is not installed (Debian: apt install npm), so zeromq did not drive the kernel.", "node", "--version");
        using var folder = new TemporaryFolder();
        JupyterTool.Require(
            context, $"npm could not install {Package}, so it did not drive the kernel.",
            "npm", "install", "--prefix", folder["peer"], "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", Package);
        using var kernel = new KernelProcess();

        string[] command = ["node", JupyterTool.Script("vscode_client.js"), folder["peer"], kernel.ConnectionFile];
        ProcessResult run = ProcessResult.Of(command, AppContext.BaseDirectory, new Dictionary<string, string>());

        Assert.AreEqual(0, run.ExitCode, run.Output + run.Errors);
        Assert.AreEqual("driven\n", run.Output);
        Assert.AreEqual(0, kernel.WaitForExit());
    }
}
