using System.CommandLine;
using DigitML.Web;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml serve</c>: the drawing page and its API.</summary>
internal static class ServeCommand
{
    private static readonly ServerOptions Defaults = new();

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port; 0 takes any that is free", DefaultValueFactory = _ => ServerOptions.DefaultPort,
    };

    private static readonly Option<string> Host = new("--host")
    {
        Description = "The address to listen at; 0.0.0.0 lets other machines in, and nobody is asked for a password",
        DefaultValueFactory = _ => Defaults.Host,
    };

    private static readonly Option<string[]> Models = new("--model")
    {
        Description = "Models to offer beside the built-in ones, by name or file; the first reads unless another is chosen",
    };

    private static readonly Option<string> Flags = new("--flags")
    {
        Description = "The folder where corrected drawings are saved, at most 64 MiB", DefaultValueFactory = _ => Defaults.FlagFolder!,
    };

    private static readonly Option<bool> NoFlags = new("--no-flags") { Description = "Save no corrected drawings" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Serve the drawing page: draw, and it reads as you write") { Port, Host, Models, Flags, NoFlags };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        ServerOptions options = Defaults with
        {
            Port = parsed.GetValue(Port),
            Host = parsed.GetRequiredValue(Host),
            Models = parsed.GetValue(Models) ?? [],
            FlagFolder = parsed.GetValue(NoFlags) ? null : parsed.GetRequiredValue(Flags),
        };
        await ServerProgram.RunAsync(options, Console.Out, Console.Error, cancellationToken);
        return 0;
    }
}
