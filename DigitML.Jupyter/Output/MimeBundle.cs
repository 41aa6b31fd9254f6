using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;

namespace DigitML.Jupyter.Output;

/// <summary>A value in the forms that a front end may choose from, by MIME type.</summary>
internal sealed class MimeBundle
{
    /// <summary>Plain text, which every bundle has.</summary>
    public const string PlainText = "text/plain";

    /// <summary>The forms.</summary>
    public JsonObject Data { get; } = [];

    /// <summary>A bundle with a plain text.</summary>
    public static MimeBundle Create(string plain) => new MimeBundle().Add(PlainText, plain);

    /// <summary>Adds a form; a null or empty text adds none.</summary>
    public MimeBundle Add(string mime, string? text)
    {
        if (!string.IsNullOrEmpty(text) || mime == PlainText) { Data[mime] = WellFormed.Text(text ?? ""); }
        return this;
    }

    /// <summary>Adds a form that is JSON; a null adds none.</summary>
    public MimeBundle AddJson(string mime, string? json)
    {
        if (!string.IsNullOrEmpty(json)) { Data[mime] = JsonNode.Parse(json); }
        return this;
    }
}
