using System.Globalization;
using System.Text.Json.Nodes;

namespace DigitML.Jupyter.Messaging;

/// <summary>Makes the headers of our messages and reads those of others.</summary>
internal static class MessageHeader
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string ProtocolVersion = "5.3";

    /// <summary>A header with a number of its own and the time.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="session">The kernel's session.</param>
    public static JsonObject Create(string type, string session) => new()
    {
        ["msg_id"] = Guid.NewGuid().ToString(),
        ["session"] = session,
        ["username"] = "kernel",
        ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        ["msg_type"] = type,
        ["version"] = ProtocolVersion,
    };
}
