using System.CommandLine;
using System.CommandLine.Invocation;
using DigitML.Cli.Commands;

namespace DigitML.Cli;

/// <summary>The command <c>digitml</c>: puts the commands together, runs one, and turns what went wrong into a sentence and an exit code.</summary>
internal static class CommandLine
{
    private const string Description =
        """
        Train and run handwritten-digit recognizers.

        Examples:
          digitml predict seven.png                   classify a picture with the built-in model
          digitml predict --many page.jpg             read all digits of a page, line by line
          digitml train mnist                         train on MNIST and save the model to artifacts/
          digitml evaluate artifacts/mnist-fast.safetensors mnist
          digitml serve                               draw in the browser and see the predictions
          digitml data list                           the data sets in the catalog
        """;

    // The options' earlier names keep working, undocumented.
    private static readonly Dictionary<string, string> EarlierNames = new() { ["--views"] = "--tta", ["--with-none"] = "--non-digits" };

    /// <summary>Runs the command that the arguments ask for.</summary>
    /// <returns>0 done, 1 the user's mistake or bad input, 2 a defect of ours, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = CreateRoot().Parse([.. args.Select(CurrentName)]);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction) { return CommandErrors.Report(ParseErrorText.Describe(parsed)); }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            });
        }
#pragma warning disable CA1031 // The last line of defence: everything becomes a sentence and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return CommandErrors.Report(exception);
        }
    }

    private static string CurrentName(string argument)
    {
        int end = argument.IndexOfAny(['=', ':']);
        string option = end < 0 ? argument : argument[..end];
        return EarlierNames.TryGetValue(option, out string? name) ? name + argument[option.Length..] : argument;
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand(Description) { HelpName = "digitml" };
        foreach (Command command in new[]
        {
            TrainCommand.Create(), EvaluateCommand.Create(), PredictCommand.Create(),
            BenchCommand.Create(), DataCommand.Create(), InfoCommand.Create(), ServeCommand.Create(),
        })
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
