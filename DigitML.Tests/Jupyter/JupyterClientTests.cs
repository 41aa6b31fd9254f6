namespace DigitML.Tests.Jupyter;

/// <summary>The kernel driven by Jupyter's own client, with the public tests for kernels and what they leave out.</summary>
[TestClass]
public sealed class JupyterClientTests(TestContext context)
{
    private const string Python = "/usr/bin/python3";

    [TestMethod]
    [DataRow("PublicChecks")]
    [DataRow("FurtherChecks")]
    [DataRow("LifeChecks")]
    public void Kernel_DrivenByJupyterClient_PassesItsChecks(string suite)
    {
        JupyterTool.Require(
            context,
            "Jupyter's tests for kernels are missing (Debian: apt install python3-jupyter-kernel-test), so its client did not drive the kernel.",
            Python, "-c", "import jupyter_kernel_test");
        using var tool = new JupyterTool();

        ProcessResult run = tool.RunProgram(Python, "-W", "ignore", JupyterTool.Script("kernel_checks.py"), suite);

        context.WriteLine(run.Errors);
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Errors);
    }
}
