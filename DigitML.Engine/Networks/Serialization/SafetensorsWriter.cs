using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>Writes safetensors files: the same content gives the same bytes, and a file is there whole or not at all.</summary>
internal static class SafetensorsWriter
{
    // Quotation marks inside texts stay readable as \" instead of \u0022.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a file with F32 and F16 tensors sorted by name, metadata sorted by key and the header padded to 8 bytes.</summary>
    /// <exception cref="DigitMLException">Two tensors have one name, a name is reserved, or a shape does not fit its values.</exception>
    public static byte[] ToBytes(IEnumerable<SafetensorsArray> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        SafetensorsArray[] sorted = [.. tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        RequireValid(sorted);
        using var json = new MemoryStream();
        WriteHeader(json, sorted, metadata ?? new Dictionary<string, string>());
        while (json.Length % SafetensorsHeader.LengthSize != 0)
        {
            json.WriteByte((byte)' ');
        }

        long size = SafetensorsHeader.LengthSize + json.Length + sorted.Sum(tensor => tensor.Bytes);
        if (size > Array.MaxLength)
        {
            throw new DigitMLException(
                $"The tensors would make a file of {size} bytes, but at most {Array.MaxLength} are possible: split them.");
        }

        var bytes = new byte[size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.GetBuffer().AsSpan(0, (int)json.Length).CopyTo(bytes.AsSpan(SafetensorsHeader.LengthSize));
        WriteValues(bytes.AsSpan(SafetensorsHeader.LengthSize + (int)json.Length), sorted);
        return bytes;
    }

    private static void RequireValid(SafetensorsArray[] sorted)
    {
        for (int i = 0; i < sorted.Length; i++)
        {
            (string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> values, SafetensorsType type) = sorted[i];
            if (name == SafetensorsHeader.MetadataName || (i > 0 && sorted[i - 1].Name == name))
            {
                throw new DigitMLException($"The tensor name '{name}' is reserved or given twice: give every tensor a name of its own.");
            }

            if (type is not (SafetensorsType.F32 or SafetensorsType.F16))
            {
                throw new DigitMLException($"The tensor '{name}' is to be written as {type}: choose F32 or F16.");
            }

            // A double cannot overflow here as an integer can, and is exact as far as any number of values goes.
            if (shape.Any(dimension => dimension < 0) || shape.Aggregate(1.0, (product, dimension) => product * dimension) != values.Length)
            {
                throw new DigitMLException($"The tensor '{name}' has shape [{string.Join(", ", shape)}] but {values.Length} values: " +
                    "give as many values as the product of the dimensions.");
            }
        }
    }

    private static void WriteHeader(Stream stream, SafetensorsArray[] sorted, IReadOnlyDictionary<string, string> metadata)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            WriteMetadata(json, metadata);
        }

        long position = 0;
        foreach (SafetensorsArray tensor in sorted)
        {
            long end = position + tensor.Bytes;
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Type.ToString());
            WriteNumbers(json, "shape", tensor.Shape.Select(dimension => (long)dimension));
            WriteNumbers(json, "data_offsets", [position, end]);
            json.WriteEndObject();
            position = end;
        }

        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Span<byte> buffer, SafetensorsArray[] sorted)
    {
        foreach (SafetensorsArray tensor in sorted)
        {
            foreach (float value in tensor.Values.Span)
            {
                if (tensor.Type == SafetensorsType.F16) { BinaryPrimitives.WriteHalfLittleEndian(buffer, (Half)value); }
                else { BinaryPrimitives.WriteSingleLittleEndian(buffer, value); }
                buffer = buffer[SafetensorsTensor.SizeOf(tensor.Type)..];
            }
        }
    }
}
