using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DigitML.Web;

/// <summary>Where the server listens.</summary>
internal static class ServerAddress
{
    /// <summary>Whether only programs of this machine can reach the server.</summary>
    public static bool IsLoopback(string host) => Parse(host) is not { } address || IPAddress.IsLoopback(address);

    /// <summary>Checks the address and makes Kestrel listen there.</summary>
    /// <exception cref="DigitMLException">The host is no address, or the port is out of range.</exception>
    public static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        if (options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new DigitMLException($"--port is {options.Port}; it must be from 0 to {IPEndPoint.MaxPort}.");
        }

        // localhost has two addresses, and Kestrel can't take any free port at both.
        kestrel.Listen(Parse(options.Host) ?? IPAddress.Loopback, options.Port);
    }

    // null is localhost.
    private static IPAddress? Parse(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? null
        : IPAddress.TryParse(host, out IPAddress? address) ? address
        : throw new DigitMLException($"--host is {host}; it must be an IP address of this machine, such as 127.0.0.1, or localhost.");
}
