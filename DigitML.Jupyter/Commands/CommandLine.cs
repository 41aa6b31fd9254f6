using System.CommandLine;
using System.CommandLine.Invocation;

namespace DigitML.Jupyter.Commands;

/// <summary>
/// The command <c>digitml-jupyter</c>: puts the commands together, runs one, and turns what went wrong into a sentence and an exit code.
/// </summary>
internal static class CommandLine
{
    private const string Description =
        """
        A C# kernel for Jupyter and VS Code, and a runner of notebooks.

        Examples:
          digitml-jupyter install                     front ends find the kernel from now on
          digitml-jupyter new digits.ipynb            make a notebook to begin with
          digitml-jupyter run digits.ipynb            run all its cells and keep what they put out
        """;

    /// <summary>Runs the command that the arguments ask for.</summary>
    /// <returns>0 done, 1 the user's mistake or a cell that failed, 2 a defect of ours, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = CreateRoot().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction) { return CommandErrors.Report(parsed.Errors[0].Message); }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
#pragma warning disable CA1031 // The last line of defence: everything becomes a sentence and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return CommandErrors.Report(exception);
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand(Description) { HelpName = "digitml-jupyter" };
        foreach (Command command in new[]
        {
            InstallCommand.Create(), InstallCommand.CreateUninstall(), NewCommand.Create(), RunCommand.Create(), KernelCommand.Create(),
        })
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
