using System.Buffers.Binary;
using System.Text;
using DigitML.Engine.Networks.Serialization;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class SafetensorsFileTests
{
    private static string Fixture => Path.Combine(AppContext.BaseDirectory, "Engine", "Networks", "Fixtures", "python.safetensors");

    [TestMethod]
    public void Read_PythonMadeFile_GivesItsNumbers()
    {
        SafetensorsFile file = SafetensorsFile.Read(Fixture);

        Assert.AreSequenceEqual(new[] { 0f, -1.5f, 3.25f, 1e-8f, 6.5e30f, -0.1f }, file.GetSingles("weight", 2, 3));
        Assert.AreSequenceEqual(new[] { 1f, -2.5f, 0.0999755859375f, 65504f }, file.GetSingles("half", 4));
        Assert.AreSequenceEqual(new[] { 42f }, file.GetSingles("ಅಂಕಿ"));
        Assert.IsEmpty(file.GetSingles("empty", 0, 7));
        Assert.AreSequenceEqual(new[] { "zeta", "alpha" }, file.Metadata.Keys);
        Assert.AreEqual("1 \"quoted\" {}", file.Metadata["alpha"]);
    }

    [TestMethod]
    public void Read_PythonMadeFile_KeepsOtherTypesAsBytes()
    {
        SafetensorsTensor steps = SafetensorsFile.Read(Fixture).Tensors.Single(tensor => tensor.Name == "steps");

        Assert.AreEqual(SafetensorsType.I64, steps.Type);
        Assert.AreSequenceEqual(new[] { 1 }, steps.Shape);
        Assert.AreEqual(-5L, BinaryPrimitives.ReadInt64LittleEndian(steps.Data.Span));
    }

    [TestMethod]
    public void Read_StreamWithoutSeeking_GivesTheSame()
    {
        using var inner = new MemoryStream(File.ReadAllBytes(Fixture));
        using var forward = new System.IO.Compression.BrotliStream(Compressed(inner), System.IO.Compression.CompressionMode.Decompress);

        Assert.HasCount(5, SafetensorsFile.Read(forward, "stream").Tensors);
    }

    [TestMethod]
    public void Read_StreamAtAPosition_StartsThere()
    {
        using var stream = new MemoryStream([1, 2, 3, .. File.ReadAllBytes(Fixture)]) { Position = 3 };

        Assert.HasCount(5, SafetensorsFile.Read(stream, "stream").Tensors);
    }

    [TestMethod]
    [DataRow("BOOL", 1)]
    [DataRow("U8", 1)]
    [DataRow("I8", 1)]
    [DataRow("U16", 2)]
    [DataRow("I16", 2)]
    [DataRow("F16", 2)]
    [DataRow("BF16", 2)]
    [DataRow("U32", 4)]
    [DataRow("I32", 4)]
    [DataRow("F32", 4)]
    [DataRow("U64", 8)]
    [DataRow("I64", 8)]
    [DataRow("F64", 8)]
    public void Read_EveryType_HasItsSize(string type, int size)
    {
        SafetensorsTensor tensor = Parse(Bytes(Header($"\"{type}\"", "[3]", $"[0,{3 * size}]"), 3 * size)).Tensors.Single();

        Assert.AreEqual(type, tensor.Type.ToString());
        Assert.AreEqual(3 * size, tensor.Data.Length);
    }

    [TestMethod]
    public void Read_NoTensorsAtAll_IsAValidFile() => Assert.IsEmpty(Parse(Bytes("{}", 0)).Tensors);

    [TestMethod]
    public void Read_FileThatIsNotThere_SaysSo()
    {
        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => SafetensorsFile.Read("no-such.safetensors"));

        Assert.Contains("no-such.safetensors does not exist", exception.Message);
    }

    [TestMethod]
    public void Read_Folder_SaysSo()
    {
        var exception = Assert.ThrowsExactly<IOException>(() => SafetensorsFile.Read(AppContext.BaseDirectory));

        Assert.Contains("is a folder", exception.Message);
    }

    [TestMethod]
    public void Read_EmptyPath_IsRefused() => Assert.ThrowsExactly<DigitMLException>(() => SafetensorsFile.Read(" "));

    [TestMethod]
    public void GetSingles_MissingTensor_ListsSomeOfThosePresent()
    {
        SafetensorsFile file = SafetensorsFile.Read(Fixture);

        var exception = Assert.ThrowsExactly<DigitMLException>(() => file.GetSingles("bias", 3));

        Assert.Contains("has no tensor 'bias': it has 'weight', 'half',", exception.Message);
    }

    [TestMethod]
    public void GetSingles_MissingAmongMany_CountsTheRest()
    {
        SafetensorsArray[] tensors = [.. Enumerable.Range(0, 8).Select(i => new SafetensorsArray($"t{i}", [1], new float[] { i }))];
        SafetensorsFile file = Parse(SafetensorsWriter.ToBytes(tensors, null));

        var exception = Assert.ThrowsExactly<DigitMLException>(() => file.GetSingles("bias", 3));

        Assert.Contains("'t4' and 3 more.", exception.Message);
    }

    [TestMethod]
    public void GetSingles_OtherShape_TellsBoth()
    {
        SafetensorsFile file = SafetensorsFile.Read(Fixture);

        var exception = Assert.ThrowsExactly<DigitMLException>(() => file.GetSingles("weight", 3, 2));

        Assert.Contains("'weight' has shape [2, 3], but [3, 2] is needed", exception.Message);
    }

    [TestMethod]
    public void GetSingles_WholeNumbers_AreRefused()
    {
        SafetensorsFile file = SafetensorsFile.Read(Fixture);

        var exception = Assert.ThrowsExactly<DigitMLException>(() => file.GetSingles("steps", 1));

        Assert.Contains("'steps' holds I64", exception.Message);
    }

    /// <summary>The header of a file with one tensor, a; the parts are JSON.</summary>
    internal static string Header(string type, string shape, string offsets) =>
        $"{{\"a\":{{\"dtype\":{type},\"shape\":{shape},\"data_offsets\":{offsets}}}}}";

    /// <summary>A file with this header text and so many zero bytes of data.</summary>
    internal static byte[] Bytes(string header, int dataLength) => Bytes(Encoding.UTF8.GetBytes(header), dataLength);

    internal static byte[] Bytes(byte[] header, int dataLength)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. new byte[dataLength]];
    }

    internal static SafetensorsFile Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return SafetensorsFile.Read(stream, "some.safetensors");
    }

    private static MemoryStream Compressed(MemoryStream content)
    {
        var target = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(
            target, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            content.CopyTo(brotli);
        }

        target.Position = 0;
        return target;
    }
}
