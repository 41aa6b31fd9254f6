using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitML.Cli.Output;

/// <summary>One JSON object on one line of standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line; <paramref name="fields"/> writes the object's fields.</summary>
    public static void WriteLine(Action<Utf8JsonWriter> fields) => Console.Out.WriteLine(Line(fields));

    /// <summary>The line, without its end; <paramref name="fields"/> writes the object's fields.</summary>
    public static string Line(Action<Utf8JsonWriter> fields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a number; JSON has none for NaN and infinity, so they become null.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double? value, int digits)
    {
        if (value is { } number && double.IsFinite(number)) { json.WriteNumber(name, Math.Round(number, digits)); }
        else { json.WriteNull(name); }
    }

    /// <summary>Writes a list of whole numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values) { json.WriteNumberValue(value); }
        json.WriteEndArray();
    }

    /// <summary>Writes a list of labels with their confidence.</summary>
    public static void WriteCandidates(this Utf8JsonWriter json, string name, IEnumerable<RankedLabel> candidates)
    {
        json.WriteStartArray(name);
        foreach (RankedLabel candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString("label", candidate.Label);
            json.WriteFinite("confidence", candidate.Confidence, 6);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) { json.WriteStringValue(value); }
        json.WriteEndArray();
    }
}
