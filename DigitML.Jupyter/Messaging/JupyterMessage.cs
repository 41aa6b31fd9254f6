using System.Text.Json;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Zmtp;

namespace DigitML.Jupyter.Messaging;

/// <summary>A request as it came.</summary>
/// <param name="Connection">Who sent it.</param>
/// <param name="Prefix">The frames before the delimiter; sent back with the answer.</param>
/// <param name="Header">The header's bytes, which answers repeat as their parent.</param>
/// <param name="Content">What is asked.</param>
internal sealed record JupyterMessage(ZmtpConnection Connection, IReadOnlyList<byte[]> Prefix, byte[] Header, JsonObject Content)
{
    /// <summary>The message's type; empty when the header names none.</summary>
    public string Type { get; } = TypeOf(Header);

    /// <summary>A text of the content.</summary>
    public string Text(string name, string missing = "") => Content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : missing;

    /// <summary>A yes or no of the content.</summary>
    public bool Flag(string name, bool missing) => Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : missing;

    /// <summary>A whole number of the content.</summary>
    public int Number(string name, int missing) => Content[name] is JsonValue value && value.TryGetValue(out int number) ? number : missing;

    private static string TypeOf(byte[] header)
    {
        using JsonDocument document = JsonDocument.Parse(header);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("msg_type", out JsonElement type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()!
            : "";
    }
}
