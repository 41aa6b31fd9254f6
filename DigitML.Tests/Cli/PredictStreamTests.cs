using System.Diagnostics;
using System.Text.Json;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Cli;

/// <summary>Paths from standard input: answered in order, each at once, by any number of them.</summary>
[TestClass]
public sealed class PredictStreamTests
{
    private const int Paths = 700;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Predict_ProducerThatWaitsForEachAnswer_GetsIt(bool many)
    {
        using var place = new CommandFolder();
        using var command = new LiveCommand(place, ["predict", "-", "--json", .. many ? new[] { "--many" } : []]);
        foreach (string digit in new[] { "3", "8", "1", "5" })
        {
            string file = place.Write($"{digit}.png", PenPage.Png(digit));
            command.Write(file);
            JsonElement answer = CommandRun.ParseJson(command.ReadLine());
            Assert.AreEqual(file, answer.GetProperty("file").GetString());
            Assert.AreEqual(digit, answer.GetProperty(many ? "text" : "label").GetString());
        }

        command.Write("lost.png");
        Assert.Contains("lost.png", CommandRun.ParseJson(command.ReadLine()).GetProperty("error").GetString()!);
        Assert.AreEqual(1, command.End());
        Assert.Contains("lost.png", command.ReadErrors());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Predict_ManyPathsOfUnequalWork_AreAnsweredInOrder(bool many)
    {
        using var place = new CommandFolder();
        string small = place.Write("small.png", PenPage.Png("7")), bad = place.Write("bad.png", [1, 2, 3]);
        // So much larger that those behind it are done long before.
        string large = place.Write("large.png", PenPage.Png([.. Enumerable.Repeat("2718281828459045", 12)]));
        string[] files = [.. Enumerable.Range(0, Paths).Select(i => i % 100 == 3 ? large : i % 50 == 7 ? bad : small)];
        CommandRun run = place.RunWithInput(
            string.Join('\n', files), ["predict", "-", "--json", .. many ? new[] { "--many" } : []]);
        Assert.AreEqual(1, run.ExitCode);
        JsonElement[] answers = [.. run.OutputLines.Select(CommandRun.ParseJson)];
        Assert.AreSequenceEqual(files, answers.Select(answer => answer.GetProperty("file").GetString()));
        Assert.HasCount(files.Count(file => file == bad), answers.Where(answer => answer.TryGetProperty("error", out _)).ToArray());
        Assert.HasCount(files.Count(file => file == bad), CommandRun.Lines(run.Errors));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "Windows has no xargs.")]
    public void Predict_UnderXargs_AnswersEveryPath()
    {
        using var place = new CommandFolder();
        string[] files = [.. Enumerable.Range(0, 10).Select(digit => place.Write($"a {digit}.png", PenPage.Png($"{digit}")))];
        using Process start = CommandRun.Start(place.Work, place.Environment, []);
        string command = $"'{start.StartInfo.FileName}' '{start.StartInfo.ArgumentList[0]}'";
        start.WaitForExit();
        string script = $"printf '%s\\0' {string.Join(' ', files.Select(file => $"'{file}'"))} | xargs -0 -n 4 -P 2 {command} predict --json";
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true })!;
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.AreEqual(0, shell.ExitCode);
        Assert.AreSequenceEqual(
            files, CommandRun.Lines(output).Select(line => CommandRun.ParseJson(line).GetProperty("file").GetString()).Order(StringComparer.Ordinal));
    }
}
