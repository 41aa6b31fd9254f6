using System.Diagnostics;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Cli;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Windows has no signal that reaches one process alone.")]
public sealed class InterruptTests
{
    // A background job of a script ignores the signal, and so does whatever it starts.
    [TestInitialize]
    public void RequireSignal()
    {
        const int Survived = 7;
        if (RunShell($"kill -INT $$; exit {Survived}") == Survived)
        {
            Assert.Inconclusive("The tests were started with SIGINT ignored: run them in the foreground");
        }
    }

    [TestMethod]
    public void Train_Interrupted_LeavesNothing()
    {
        using var place = new CommandFolder();
        CommandRun run = RunAndInterrupt(place, "model.safetensors");
        AssertInterrupted(run);
        Assert.IsEmpty(place.FilesLeft);
    }

    [TestMethod]
    public void Train_InterruptedOverAnOlderModel_LeavesThatAsItWas()
    {
        using var place = new CommandFolder();
        File.WriteAllText(place.InWork("model.safetensors"), "the older model");
        AssertInterrupted(RunAndInterrupt(place, "model.safetensors"));
        Assert.AreEqual(place.InWork("model.safetensors"), place.FilesLeft.Single());
        Assert.AreEqual("the older model", File.ReadAllText(place.InWork("model.safetensors")));
    }

    [TestMethod]
    public void Predict_InterruptedWhileItWaitsForPaths_EndsAtOnce()
    {
        using var place = new CommandFolder();
        using var command = new LiveCommand(place, "predict", "-", "--many", "--json");
        command.Write(place.Write("page.png", PenPage.Png("12")));
        Assert.Contains("\"text\":\"12\"", command.ReadLine());
        RunShell($"kill -INT {command.Id}");
        Assert.AreEqual(130, command.WaitForEnd());
        Assert.AreEqual("digitml: interrupted\n", command.ReadErrors());
    }

    private static void AssertInterrupted(CommandRun run)
    {
        Assert.AreEqual(130, run.ExitCode, run.Errors);
        Assert.AreEqual("", run.Output);
        Assert.AreEqual("digitml: interrupted", CommandRun.Lines(run.Errors)[^1]);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static CommandRun RunAndInterrupt(CommandFolder place, string path)
    {
        bool sent = false;
        string[] arguments = ["train", TinyDataset.Write(place), "--epochs", "100000", "--out", path];
        return CommandRun.Of(place.Work, place.Environment, arguments, watch: (process, errors) =>
        {
            if (sent || !errors.Contains("Epoch 1/", StringComparison.Ordinal)) { return; }
            sent = true;
            RunShell($"kill -INT {process}");
        });
    }

    private static int RunShell(string command)
    {
        using Process shell = Process.Start("/bin/sh", ["-c", command]);
        shell.WaitForExit();
        return shell.ExitCode;
    }
}
