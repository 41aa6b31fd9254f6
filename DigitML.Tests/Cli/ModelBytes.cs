using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace DigitML.Tests.Cli;

/// <summary>A model's file taken apart, so that tests can damage it: 8 bytes of length, the header's JSON, the tensors' data.</summary>
internal sealed class ModelBytes
{
    private const int LengthSize = 8;

    public ModelBytes(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Header = JsonNode.Parse(bytes.AsSpan(LengthSize, length))!.AsObject();
        Data = bytes[(LengthSize + length)..];
    }

    /// <summary>The header.</summary>
    public JsonObject Header { get; }

    /// <summary>What follows the header.</summary>
    public byte[] Data { get; set; }

    /// <summary>The texts about the model.</summary>
    public JsonObject Metadata => Header["__metadata__"]!.AsObject();

    /// <summary>The name of the tensor whose data come last.</summary>
    public string LastTensor => Tensors.MaxBy(tensor => Begin(tensor.Value!)).Key;

    private IEnumerable<KeyValuePair<string, JsonNode?>> Tensors => Header.Where(entry => entry.Key != "__metadata__");

    /// <summary>Where a tensor's data begin.</summary>
    public long BeginOf(string tensor) => Begin(Header[tensor]!);

    /// <summary>Moves a tensor's data.</summary>
    public void Move(string tensor, long by)
    {
        JsonArray offsets = Header[tensor]!["data_offsets"]!.AsArray();
        Header[tensor]!["data_offsets"] = new JsonArray(offsets[0]!.GetValue<long>() + by, offsets[1]!.GetValue<long>() + by);
    }

    /// <summary>Replaces a part of the text that describes the network.</summary>
    public void ReplaceInNetwork(string old, string replacement)
    {
        string network = Metadata["network"]!.GetValue<string>();
        Assert.Contains(old, network);
        Metadata["network"] = network.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>The file put together again.</summary>
    /// <param name="announced">The header's length that the file is to announce; null for the true one.</param>
    public byte[] ToBytes(ulong? announced = null)
    {
        byte[] header = Encoding.UTF8.GetBytes(Header.ToJsonString()), length = new byte[LengthSize];
        BinaryPrimitives.WriteUInt64LittleEndian(length, announced ?? (ulong)header.Length);
        return [.. length, .. header, .. Data];
    }

    private static long Begin(JsonNode tensor) => tensor["data_offsets"]![0]!.GetValue<long>();
}
