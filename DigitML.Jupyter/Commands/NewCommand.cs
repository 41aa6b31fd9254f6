using System.CommandLine;
using DigitML.Jupyter.Notebooks;

namespace DigitML.Jupyter.Commands;

/// <summary><c>digitml-jupyter new</c>: a notebook to begin with.</summary>
internal static class NewCommand
{
    private static readonly Argument<string> Notebook = new("NOTEBOOK") { Description = "The file to be made, such as digits.ipynb" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("new", "Makes a notebook to begin with") { Notebook };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Notebook)));
        return command;
    }

    private static int Run(string path)
    {
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)) { path += ".ipynb"; }
        if (File.Exists(path)) { throw new IOException($"{path} is there already: give another name."); }
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) { Directory.CreateDirectory(folder); }
        File.WriteAllText(path, NotebookTemplate.Create());
        Console.Out.WriteLine($"Made {path}; open it in VS Code or Jupyter, or run it with 'digitml-jupyter run {path}'");
        return 0;
    }
}
