using System.CommandLine;
using DigitML.Jupyter.Notebooks;

namespace DigitML.Jupyter.Commands;

/// <summary><c>digitml-jupyter install</c> and <c>uninstall</c>: whether front ends find the kernel.</summary>
internal static class InstallCommand
{
    private static readonly Option<bool> User = new("--user") { Description = "For yourself (the default)" };
    private static readonly Option<bool> SystemPrefix = new("--sys-prefix") { Description = "For the Python environment that is active" };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "For the Jupyter installed in FOLDER", HelpName = "FOLDER" };

    /// <summary>Makes the command that lets front ends find the kernel.</summary>
    public static Command Create()
    {
        var command = new Command("install", "Lets Jupyter and VS Code find the kernel") { User, SystemPrefix, Prefix };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine($"Installed in {KernelSpec.Install(Folder(parsed))}");
            return 0;
        });
        return command;
    }

    /// <summary>Makes the command that undoes it.</summary>
    public static Command CreateUninstall()
    {
        var command = new Command("uninstall", "Undoes install") { User, SystemPrefix, Prefix };
        command.SetAction(parsed =>
        {
            string kernels = Folder(parsed);
            Console.Out.WriteLine(KernelSpec.Uninstall(kernels) is { } folder ? $"Removed from {folder}" : $"It is not installed in {kernels}");
            return 0;
        });
        return command;
    }

    private static string Folder(ParseResult parsed)
    {
        string? prefix = parsed.GetValue(Prefix);
        bool system = parsed.GetValue(SystemPrefix), user = parsed.GetValue(User);
        if ((prefix is null ? 0 : 1) + (system ? 1 : 0) + (user ? 1 : 0) > 1)
        {
            throw new DigitMLException("--user, --sys-prefix and --prefix exclude each other: give one of them.");
        }

        return prefix is not null ? KernelFolders.Under(prefix) : system ? KernelFolders.SystemPrefix() : KernelFolders.User();
    }
}
