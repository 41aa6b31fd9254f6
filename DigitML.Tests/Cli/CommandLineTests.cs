namespace DigitML.Tests.Cli;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void Help_ListsTheCommands()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("--help");
        Assert.AreEqual(0, run.ExitCode);
        Assert.AreEqual("", run.Errors);
        foreach (string command in new[] { "train", "evaluate", "predict", "bench", "data", "info", "serve" })
        {
            Assert.Contains($"\n  {command} ", run.Output.ReplaceLineEndings("\n"));
        }
    }

    [TestMethod]
    public void Help_OfACommand_ListsItsOptions()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("train", "--help");
        Assert.AreEqual(0, run.ExitCode);
        foreach (string option in new[] { "--preset", "--seed", "--epochs", "--batch-size", "--threads", "--out", "--json" })
        {
            Assert.Contains(option, run.Output);
        }
    }

    [TestMethod]
    public void Version_IsTheLibrarys()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run("--version");
        Assert.AreEqual(0, run.ExitCode);
        Assert.AreEqual(typeof(DigitClassifier).Assembly.GetName().Version!.ToString(3), run.Output.Trim());
    }

    [TestMethod]
    [DataRow("", "command")]
    [DataRow("data", "command")]
    [DataRow("trian mnist", "trian")]
    [DataRow("train", "DATASET")]
    [DataRow("evaluate model.safetensors", "DATASET")]
    [DataRow("predict", "IMAGE")]
    [DataRow("predict seven.png --manny", "--manny")]
    [DataRow("info", "MODEL")]
    [DataRow("data info", "DATASET")]
    [DataRow("train mnist --nope", "--nope")]
    [DataRow("train mnist --epochs", "--epochs")]
    [DataRow("train mnist --epochs many", "--epochs is many; it must be a whole number")]
    [DataRow("train mnist --seed -1", "--seed is -1; it must be a whole number from 0 on")]
    [DataRow("bench --seconds long", "--seconds is long; it must be a number")]
    [DataRow("train mnist --threads two", "--threads is two; it must be a whole number")]
    [DataRow("train mnist --threads 0", "--threads is 0; it must be from 1 to 1024")]
    [DataRow("train mnist --threads 1025", "--threads is 1025")]
    public void Run_MistakeInTheArguments_NamesItAndPointsToTheHelp(string arguments, string expected)
    {
        using var place = new CommandFolder();
        string sentence = place.Refuse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, sentence);
        Assert.EndsWith("see 'digitml --help'.", sentence);
    }

    [TestMethod]
    [DataRow("train mnist --epochs 0", "epochs is 0; it must be at least 1")]
    [DataRow("train mnist --batch-size 0", "batch size is 0; it must be from 1 to 65536")]
    [DataRow("predict seven.png --top 0", "--top is 0; it must be at least 1")]
    [DataRow("bench --seconds 0", "--seconds is 0; it must be more than 0")]
    [DataRow("bench --batch 0", "batch size is 0")]
    [DataRow("bench --network kears", "Did you mean 'keras'?")]
    [DataRow("train mnist --preset fats", "The presets are fast, balanced, best, robust, kannada, pages, keras, mieczmik, deotte. Did you mean")]
    [DataRow("train mnits", "(mnist, kannada-mnist, dig-mnist, fashion-mnist) and no file or folder; ")]
    [DataRow("train mnits", "Did you mean 'mnist'?")]
    [DataRow("data fetch mnits", "Did you mean 'mnist'?")]
    [DataRow("data info mnits", "Did you mean 'mnist'?")]
    [DataRow("train mnist --models 0", "The number of models is 0; it must be from 1 to 100")]
    [DataRow("train mnist --models 101", "The number of models is 101; it must be from 1 to 100")]
    [DataRow("evaluate latin mnist --views 12", "test-time augmentations is 12; it must be from 1 to 11")]
    [DataRow("evaluate latin mnist --views 0", "test-time augmentations is 0; it must be from 1 to 11")]
    [DataRow("predict seven.png", "There is no image file seven.png")]
    [DataRow("predict seven.png --model greek", "There is no model greek: name a built-in one (latin, kannada) or a model's file")]
    [DataRow("predict seven.png --model lost.safetensors", "There is no model lost.safetensors")]
    [DataRow("evaluate lost.safetensors mnist", "There is no model lost.safetensors")]
    [DataRow("info lost.safetensors", "There is no model lost.safetensors")]
    [DataRow("serve --model lost.safetensors", "There is no model lost.safetensors")]
    [DataRow("serve --port 65536", "--port is 65536; it must be from 0 to 65535")]
    [DataRow("serve --host nowhere", "--host is nowhere; it must be an IP address")]
    public void Run_WrongValue_SaysWhatIsWanted(string arguments, string expected)
    {
        using var place = new CommandFolder();
        Assert.Contains(expected, place.Refuse(arguments.Split(' ')));
    }
}
