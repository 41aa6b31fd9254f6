using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DigitML.Web;

/// <summary>Serves the drawing page until it is stopped, and says where it is.</summary>
public static class ServerProgram
{
    /// <summary>Serves with the options of a command line: --host, --port, --model and --flags, each with one value.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>0 when stopped, 1 when a setting is wrong or the address is taken.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            await RunAsync(Parse(arguments), Console.Out, Console.Error, CancellationToken.None);
            return 0;
        }
        catch (Exception exception) when (exception is DigitMLException or IOException)
        {
            await Console.Error.WriteLineAsync($"digitml-web: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Serves until Ctrl+C, a signal or the token.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="output">Told the page's address.</param>
    /// <param name="errors">Told if strangers can reach it.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    /// <exception cref="DigitMLException">The host is no address, or the port is out of range.</exception>
    /// <exception cref="IOException">The address is taken or not this machine's, or there is no such model.</exception>
    /// <exception cref="DigitMLException">A model's file is none.</exception>
    public static async Task RunAsync(ServerOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        await using WebApplication application = DrawingServer.Build(options);
        await StartAsync(application, options, cancellationToken);
        if (!ServerAddress.IsLoopback(options.Host))
        {
            await errors.WriteLineAsync($"Warning: {options.Host} can be reached by other machines, and nobody is asked for a password.");
        }

        // A server in memory, as tests have it, is at no address.
        if (application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address)
        {
            await output.WriteLineAsync($"DigitML reads what you draw at {address} (Ctrl+C ends it)");
            await output.FlushAsync(cancellationToken);
        }

        await application.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task StartAsync(WebApplication application, ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"Nothing can listen at {options.Host}, port {options.Port} ({exception.Message.TrimEnd('.')}): choose another --port or --host."),
                exception);
        }
    }

    private static ServerOptions Parse(string[] arguments)
    {
        IConfiguration settings = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        var options = new ServerOptions();
        return options with
        {
            Host = settings["host"] ?? options.Host,
            Port = settings["port"] is not { } port ? options.Port : int.TryParse(port, CultureInfo.InvariantCulture, out int number) ? number
                : throw new DigitMLException($"--port is {port}; it must be a number."),
            Models = settings["model"] is { } model ? [model] : options.Models,
            FlagFolder = settings["flags"] is { } folder ? (folder.Length == 0 ? null : folder) : options.FlagFolder,
        };
    }
}
