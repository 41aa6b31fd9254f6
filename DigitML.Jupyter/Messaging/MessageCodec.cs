using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Zmtp;

namespace DigitML.Jupyter.Messaging;

/// <summary>
/// Messages as frames: whoever they are for, the delimiter, the signature, header, parent header, metadata, content.
/// </summary>
/// <param name="signer">Signs, and checks what comes.</param>
/// <param name="session">The kernel's session, for our headers.</param>
internal sealed class MessageCodec(MessageSigner signer, string session)
{
    private const int Dictionaries = 4;
    private static readonly byte[] Delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a message; null when it is malformed or its signature is not ours.</summary>
    public JupyterMessage? Decode(ZmtpConnection connection, List<byte[]> frames)
    {
        int delimiter = frames.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || frames.Count < delimiter + 2 + Dictionaries) { return null; }
        List<byte[]> dictionaries = frames.GetRange(delimiter + 2, Dictionaries);
        if (!signer.Accepts(frames[delimiter + 1], dictionaries)) { return null; }
        try
        {
            return JsonNode.Parse(dictionaries[3], documentOptions: Strict) is JsonObject content
                ? new JupyterMessage(connection, frames.GetRange(0, delimiter), dictionaries[0], content)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Makes the frames of a message.</summary>
    /// <param name="prefix">Whoever it is for: identities, or a topic.</param>
    /// <param name="type">Its type.</param>
    /// <param name="parent">The header of the request that it belongs to; null for none.</param>
    /// <param name="content">What it says.</param>
    public List<byte[]> Encode(IEnumerable<byte[]> prefix, string type, byte[]? parent, JsonObject content)
    {
        byte[] header = Serialise(MessageHeader.Create(type, session));
        byte[][] dictionaries = [header, parent ?? Empty, Empty, Serialise(content)];
        return [.. prefix, Delimiter, signer.Sign(dictionaries), .. dictionaries];
    }

    private static byte[] Serialise(JsonObject node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);
}
