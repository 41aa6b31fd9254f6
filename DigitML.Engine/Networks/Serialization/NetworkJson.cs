using System.Text;
using System.Text.Json;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>A network's architecture as JSON: {"input":[28,28,1],"layers":[{"type":"Conv2D","filters":32,...},...]}.</summary>
internal static class NetworkJson
{
    private const int MaximumLayers = 1000;

    /// <summary>Writes a network.</summary>
    public static string Write(Network network) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("input");
        json.WriteNumberValue(network.InputShape.Height);
        json.WriteNumberValue(network.InputShape.Width);
        json.WriteNumberValue(network.InputShape.Channels);
        json.WriteEndArray();
        json.WriteStartArray("layers");
        foreach (Layer layer in network.Layers) { LayerJson.Write(json, layer); }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads a network.</summary>
    /// <param name="text">What <see cref="Write"/> wrote.</param>
    /// <param name="fileName">Named in complaints.</param>
    /// <exception cref="DigitMLException">The text is no network, or no network that this version knows.</exception>
    public static Network Read(string text, string fileName)
    {
        using JsonDocument document = Parse(text, "architecture", fileName);
        try
        {
            JsonElement root = document.RootElement;
            int[] input = [.. LayerJson.Property(root, "input").EnumerateArray().Select(size => size.GetInt32())];
            JsonElement[] layers = [.. LayerJson.Property(root, "layers").EnumerateArray().Take(MaximumLayers + 1)];
            if (input.Length != 3 || layers.Length > MaximumLayers)
            {
                throw new DigitMLException(
                    $"{fileName}: the architecture has {input.Length} input sizes and {layers.Length} layers; " +
                    $"3 and at most {MaximumLayers} are wanted.");
            }

            return new Network([.. layers.Select(layer => LayerJson.Read(layer, fileName))], new TensorShape(input[0], input[1], input[2]));
        }
        catch (Exception exception) when (
            exception is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException ||
            exception is DigitMLException && !exception.Message.StartsWith($"{fileName}: ", StringComparison.Ordinal))
        {
            throw new DigitMLException($"{fileName}: the architecture can't be used: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a list of texts.</summary>
    public static string WriteStrings(IEnumerable<string> values) => Text(json =>
    {
        json.WriteStartArray();
        foreach (string value in values) { json.WriteStringValue(value); }
        json.WriteEndArray();
    });

    /// <summary>Reads a list of texts.</summary>
    /// <exception cref="DigitMLException">The text is no list of texts.</exception>
    public static string[] ReadStrings(string text, string fileName)
    {
        try
        {
            return ReadList(text, fileName);
        }
        catch (InvalidOperationException exception)
        {
            // How the JSON reader reports an escape such as \ud800, half a character.
            throw new DigitMLException($"{fileName}: the list of label names has a string that is not text: {exception.Message}", exception);
        }
    }

    private static string[] ReadList(string text, string fileName)
    {
        using JsonDocument document = Parse(text, "list of label names", fileName);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Array || root.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw new DigitMLException($"{fileName}: the label names are {text[..Math.Min(40, text.Length)]}; a list of texts is wanted.");
        }

        return [.. root.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static JsonDocument Parse(string text, string what, string fileName)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException exception)
        {
            throw new DigitMLException($"{fileName}: the {what} is no JSON: {exception.Message}", exception);
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) { write(json); }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
