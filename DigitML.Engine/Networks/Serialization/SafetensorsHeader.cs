using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Unicode;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>The checked header of a safetensors file: 8 bytes with its length N (little-endian), then N bytes of JSON.</summary>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="Metadata">The texts of "__metadata__", in the order of the file.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The header's entry that is no tensor but texts.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Bytes before the JSON, which tell its length.</summary>
    public const int LengthSize = 8;

    // The format's own limit.
    private const ulong LongestJson = 100_000_000;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads the header and cuts the bytes after it into tensors, which share the memory of <paramref name="bytes"/>.</summary>
    /// <param name="fileName">What messages call the file.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="DigitMLException">The content is not a valid safetensors file.</exception>
    public static SafetensorsHeader Parse(string fileName, ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte> json = FindJson(fileName, bytes);
        ReadOnlyMemory<byte> buffer = bytes[(LengthSize + json.Length)..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            return Read(fileName, document.RootElement, buffer);
        }
        catch (JsonException exception)
        {
            throw new DigitMLException(
                $"{fileName}: the header at byte {LengthSize} is not valid JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // How the JSON reader reports an escape such as \ud800, half a character.
            throw new DigitMLException(
                $"{fileName}: the header at byte {LengthSize} has a string that is not text: {exception.Message}", exception);
        }
    }

    private static ReadOnlyMemory<byte> FindJson(string fileName, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < LengthSize)
        {
            throw new DigitMLException(
                $"{fileName} has {bytes.Length} bytes, but a safetensors file starts with {LengthSize} that tell its header's length.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > LongestJson || length > (ulong)(bytes.Length - LengthSize))
        {
            throw new DigitMLException(
                $"{fileName}: byte 0 announces a header of {length} bytes, but {bytes.Length - LengthSize} follow " +
                $"and at most {LongestJson} are allowed: the file is cut off or no safetensors file.");
        }

        ReadOnlyMemory<byte> json = bytes.Slice(LengthSize, (int)length);
        if (json.IsEmpty || json.Span[0] != '{')
        {
            throw new DigitMLException(
                $"{fileName}: the header at byte {LengthSize} does not start with '{{': it is no safetensors file.");
        }

        return Utf8.IsValid(json.Span)
            ? json
            : throw new DigitMLException($"{fileName}: the header at byte {LengthSize} is not UTF-8 text: the file is damaged.");
    }

    private static SafetensorsHeader Read(string fileName, JsonElement root, ReadOnlyMemory<byte> buffer)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                ReadMetadata(fileName, property.Value, metadata);
            }
            else
            {
                entries.Add(SafetensorsEntry.Parse(fileName, property));
            }
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        RequireGapless(fileName, entries, buffer.Length);
        SafetensorsTensor[] tensors = [.. entries.Select(entry => entry.Cut(buffer))];
        return new SafetensorsHeader(Array.AsReadOnly(tensors), new ReadOnlyDictionary<string, string>(metadata));
    }

    private static void ReadMetadata(string fileName, JsonElement element, OrderedDictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DigitMLException(
                $"{fileName}: the header's {MetadataName} is {element.ValueKind}, but must be an object of strings.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new DigitMLException(
                    $"{fileName}: the header's {MetadataName} has {property.Value.ValueKind} for '{property.Name}', not a string.");
        }
    }

    // Sorted by position, the tensors must fill the buffer one after the other.
    private static void RequireGapless(string fileName, List<SafetensorsEntry> entries, int bufferLength)
    {
        long position = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != position)
            {
                string fault = entry.Begin < position ? "overlaps the tensor before it, which ends" : "leaves a hole after the tensor data";
                throw new DigitMLException(
                    $"{fileName}: tensor '{entry.Name}' starts at data offset {entry.Begin} and {fault} at {position}: the file is damaged.");
            }

            position = entry.End;
        }

        if (position != bufferLength)
        {
            throw new DigitMLException($"{fileName}: the tensors end at data offset {position}, but there are {bufferLength} " +
                $"bytes of data: the file is {(position > bufferLength ? "cut off" : "damaged")}.");
        }
    }
}
