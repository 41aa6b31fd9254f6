using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigitML.Jupyter.Messaging;

/// <summary>What a front end wants the kernel to listen to: the file it names when it starts the kernel.</summary>
internal sealed record ConnectionFile
{
    /// <summary>Port of requests.</summary>
    public required int ShellPort { get; init; }

    /// <summary>Port of requests that may not wait: interrupt and shutdown.</summary>
    public required int ControlPort { get; init; }

    /// <summary>Port of questions to the user.</summary>
    public required int StdinPort { get; init; }

    /// <summary>Port of outputs.</summary>
    public required int IopubPort { get; init; }

    /// <summary>Port of the heartbeat.</summary>
    public required int HeartbeatPort { get; init; }

    /// <summary>The key that messages are signed with; empty for none.</summary>
    public required string Key { get; init; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="DigitMLException">It is malformed, or wants what is not served.</exception>
    public static ConnectionFile Load(string path)
    {
        JsonObject file;
        try
        {
            file = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("no object");
        }
        catch (JsonException exception)
        {
            throw new DigitMLException(
                $"{path} is no connection file ({exception.Message}); front ends write one when they start a kernel.", exception);
        }

        Require(path, file, "transport", "tcp");
        Require(path, file, "ip", "127.0.0.1", "localhost");
        Require(path, file, "signature_scheme", "hmac-sha256");
        return new ConnectionFile
        {
            ShellPort = Port(path, file, "shell_port"),
            ControlPort = Port(path, file, "control_port"),
            StdinPort = Port(path, file, "stdin_port"),
            IopubPort = Port(path, file, "iopub_port"),
            HeartbeatPort = Port(path, file, "hb_port"),
            Key = file["key"]?.GetValueKind() is JsonValueKind.String ? file["key"]!.GetValue<string>() : "",
        };
    }

    private static void Require(string path, JsonObject file, string name, params string[] served)
    {
        string? value = file[name]?.GetValueKind() is JsonValueKind.String ? file[name]!.GetValue<string>() : file[name]?.ToJsonString();
        if (value is null or "" || served.Contains(value)) { return; }
        throw new DigitMLException($"{path}: {name} is {value}; it must be {served[0]}.");
    }

    private static int Port(string path, JsonObject file, string name) =>
        file[name] is JsonValue value && value.TryGetValue(out int port) && port is > 0 and <= 65535
            ? port
            : throw new DigitMLException(
                $"{path}: {name} is {file[name]?.ToJsonString() ?? "missing"}; it must be a port from 1 to 65535.");
}
