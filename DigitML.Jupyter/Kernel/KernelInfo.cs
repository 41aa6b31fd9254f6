using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;

namespace DigitML.Jupyter.Kernel;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(KernelInfo).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The language, as notebooks keep it.</summary>
    public static JsonObject Language() => new()
    {
        ["name"] = "C#",
        ["version"] = "14.0",
        ["mimetype"] = "text/x-csharp",
        ["file_extension"] = ".cs",
        ["pygments_lexer"] = "csharp",
        ["codemirror_mode"] = "text/x-csharp",
    };

    /// <summary>The content of a kernel_info_reply.</summary>
    public static JsonObject Answer() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageHeader.ProtocolVersion,
        ["implementation"] = "digitml-jupyter",
        ["implementation_version"] = Version,
        ["language_info"] = Language(),
        ["banner"] = $"C# on .NET {Environment.Version} with DigitML {Version}",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(new JsonObject
        {
            ["text"] = "C#",
            ["url"] = "https://learn.microsoft.com/dotnet/csharp/",
        }),
    };
}
