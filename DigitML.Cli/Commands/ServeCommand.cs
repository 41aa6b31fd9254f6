using System.CommandLine;
using DigitML.Web;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml serve</c>: the drawing page and its API.</summary>
internal static class ServeCommand
{
    private static readonly ServerOptions Defaults = new();

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port; 0 picks a free one", DefaultValueFactory = _ => ServerOptions.DefaultPort,
    };

    private static readonly Option<string> Host = new("--host")
    {
        Description = "Address to listen on; 0.0.0.0 accepts other machines, without a password",
        DefaultValueFactory = _ => Defaults.Host,
    };

    private static readonly Option<string[]> Models = new("--model")
    {
        Description = "Models to offer besides the built-in ones, by name or file; the first is the default",
    };

    private static readonly Option<string> Flags = new("--flags")
    {
        Description = "Folder for corrected drawings, at most 64 MiB", DefaultValueFactory = _ => Defaults.FlagFolder!,
    };

    private static readonly Option<bool> NoFlags = new("--no-flags") { Description = "Do not save corrected drawings" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", "Serve the drawing page") { Port, Host, Models, Flags, NoFlags };
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
