using System.Text.Json;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>What a safetensors header says of one tensor, already known to fit together.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its data begins, in bytes after the header.</param>
/// <param name="End">Where its data ends; Begin plus the size of the elements.</param>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, int[] Shape, long Begin, long End)
{
    // The format has no limit; PyTorch allows 64 dimensions and networks need 4.
    private const int MaximumRank = 64;

    /// <summary>Reads and checks one entry of the header.</summary>
    /// <exception cref="DigitMLException">The entry is malformed or contradicts itself.</exception>
    public static SafetensorsEntry Parse(string fileName, JsonProperty property)
    {
        string where = $"{fileName}: tensor '{property.Name}'";
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            throw new DigitMLException($"{where} is {property.Value.ValueKind} in the header, but must be an object.");
        }

        SafetensorsType type = ReadType(where, property.Value);
        int[] shape = ReadShape(where, property.Value);
        (long begin, long end) = ReadOffsets(where, property.Value);
        long size = SizeOf(where, type, shape);
        return end - begin == size
            ? new SafetensorsEntry(property.Name, type, shape, begin, end)
            : throw new DigitMLException($"{where} has data_offsets [{begin}, {end}], {end - begin} bytes, " +
                $"but {type} elements of shape [{string.Join(", ", shape)}] take {size}.");
    }

    /// <summary>The tensor with its part of the data.</summary>
    /// <param name="buffer">The file after its header; at least <see cref="End"/> bytes.</param>
    public SafetensorsTensor Cut(ReadOnlyMemory<byte> buffer) =>
        new(Name, Type, Array.AsReadOnly(Shape), buffer[(int)Begin..(int)End]);

    private static SafetensorsType ReadType(string where, JsonElement entry)
    {
        // Compared as text: Enum.TryParse would take "3" and "f32" as well.
        bool isText = entry.TryGetProperty("dtype", out JsonElement value) && value.ValueKind == JsonValueKind.String;
        string? text = isText ? value.GetString() : null;
        foreach (SafetensorsType type in Enum.GetValues<SafetensorsType>())
        {
            if (type.ToString() == text)
            {
                return type;
            }
        }

        throw new DigitMLException(
            $"{where} has dtype '{text}', but known are {string.Join(", ", Enum.GetNames<SafetensorsType>())}.");
    }

    private static int[] ReadShape(string where, JsonElement entry)
    {
        if (!entry.TryGetProperty("shape", out JsonElement value) || value.ValueKind != JsonValueKind.Array)
        {
            throw new DigitMLException($"{where} has no shape: the header must give an array of whole numbers.");
        }

        if (value.GetArrayLength() > MaximumRank)
        {
            throw new DigitMLException($"{where} has {value.GetArrayLength()} dimensions, but at most {MaximumRank} are possible.");
        }

        var shape = new int[value.GetArrayLength()];
        for (int i = 0; i < shape.Length; i++)
        {
            JsonElement dimension = value[i];
            if (dimension.ValueKind != JsonValueKind.Number || !dimension.TryGetInt32(out shape[i]) || shape[i] < 0)
            {
                throw new DigitMLException(
                    $"{where} has dimension {Excerpt(dimension)} at index {i}, but dimensions are whole numbers from 0 to {int.MaxValue}.");
            }
        }

        return shape;
    }

    private static (long Begin, long End) ReadOffsets(string where, JsonElement entry)
    {
        if (entry.TryGetProperty("data_offsets", out JsonElement value)
            && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.Number && value[0].TryGetInt64(out long begin)
            && value[1].ValueKind == JsonValueKind.Number && value[1].TryGetInt64(out long end)
            && begin >= 0 && begin <= end)
        {
            return (begin, end);
        }

        string got = value.ValueKind == JsonValueKind.Undefined ? "nothing" : Excerpt(value);
        throw new DigitMLException($"{where} has {got} as data_offsets, but [begin, end] with 0 <= begin <= end is needed.");
    }

    // A damaged header may hold a number of a million digits, which nobody wants to read.
    private static string Excerpt(JsonElement value)
    {
        const int Longest = 60;
        string text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }

    private static long SizeOf(string where, SafetensorsType type, int[] shape)
    {
        try
        {
            return shape.Aggregate((long)SafetensorsTensor.SizeOf(type), (size, dimension) => checked(size * dimension));
        }
        catch (OverflowException exception)
        {
            throw new DigitMLException(
                $"{where} has shape [{string.Join(", ", shape)}], more than can be counted: the file is damaged.", exception);
        }
    }
}
