using System.Text;
using DigitML.Engine.Networks.Serialization;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class SafetensorsWriterTests : IDisposable
{
    private static readonly SafetensorsArray Weight = new("conv.weight", [2, 1, 2], new[] { 1f, -2.5f, float.NaN, float.PositiveInfinity });
    private static readonly SafetensorsArray Bias = new("conv.bias", [2], new[] { 0.1f, -0f });
    private static readonly SafetensorsArray Scalar = new("temperature", [], new[] { 1.5f });
    private readonly string _folder = Directory.CreateTempSubdirectory("digitml-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Write_ThenRead_GivesTheSameBitsAndTexts()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        var metadata = new Dictionary<string, string> { ["network"] = """{"layers":["Dense"]}""", ["labels"] = "೦ ೧\n\"\u0001" };

        SafetensorsFile.Write(path, [Weight, Bias, Scalar], metadata);
        SafetensorsFile file = SafetensorsFile.Read(path);

        AssertSameBits(Weight.Values, file.GetSingles("conv.weight", 2, 1, 2));
        AssertSameBits(Bias.Values, file.GetSingles("conv.bias", 2));
        AssertSameBits(Scalar.Values, file.GetSingles("temperature"));
        Assert.AreEqual(metadata["network"], file.Metadata["network"]);
        Assert.AreEqual(metadata["labels"], file.Metadata["labels"]);
    }

    [TestMethod]
    public void ToBytes_AnyOrder_GivesTheSameBytes()
    {
        byte[] one = SafetensorsWriter.ToBytes([Weight, Bias, Scalar], new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        byte[] other = SafetensorsWriter.ToBytes([Scalar, Bias, Weight], new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });

        Assert.AreSequenceEqual(one, other);
    }

    [TestMethod]
    public void ToBytes_OneTensor_IsLaidOutAsTheFormatSays()
    {
        byte[] bytes = SafetensorsWriter.ToBytes([new SafetensorsArray("x", [1], new[] { 1f })], null);

        const string Header = """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  """;
        Assert.AreEqual(0, Header.Length % 8);
        Assert.AreSequenceEqual<byte>([(byte)Header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Header), 0, 0, 0x80, 0x3F], bytes);
    }

    [TestMethod]
    public void Write_MissingFolders_AreCreated()
    {
        string path = Path.Combine(_folder, "deep", "deeper", "model.safetensors");

        SafetensorsFile.Write(path, [Bias]);

        Assert.HasCount(1, SafetensorsFile.Read(path).Tensors);
    }

    [TestMethod]
    public void Write_ExistingFile_IsReplacedWithoutLeftovers()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        SafetensorsFile.Write(path, [Weight, Bias, Scalar]);

        SafetensorsFile.Write(path, [Bias]);

        Assert.HasCount(1, SafetensorsFile.Read(path).Tensors);
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    [DataRow(typeof(IOException), typeof(IOException))]
    [DataRow(typeof(UnauthorizedAccessException), typeof(IOException))]
    [DataRow(typeof(InvalidOperationException), typeof(InvalidOperationException))]
    public void Replace_FailureHalfWay_KeepsTheOldFileAndNothingElse(Type thrown, Type expected)
    {
        string path = Path.Combine(_folder, "model.safetensors");
        File.WriteAllText(path, "old");

        Exception? caught = null;
        try
        {
            AtomicFile.Replace(path, stream =>
            {
                stream.Write(new byte[100_000]);
                throw (Exception)Activator.CreateInstance(thrown, "disk full")!;
            });
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            caught = exception;
        }

        Assert.AreEqual(expected, caught?.GetType());
        Assert.AreEqual("old", File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void Write_ParentIsAFile_SaysSoAndLeavesNothing()
    {
        string parent = Path.Combine(_folder, "file");
        File.WriteAllText(parent, "old");

        var exception = Assert.ThrowsExactly<IOException>(() => SafetensorsFile.Write(Path.Combine(parent, "model.safetensors"), [Bias]));

        Assert.Contains("could not be written", exception.Message);
        Assert.AreEqual("old", File.ReadAllText(parent));
        Assert.HasCount(1, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void Write_TargetIsAFolder_SaysSoAndLeavesNothing()
    {
        string target = Path.Combine(_folder, "folder");
        Directory.CreateDirectory(target);

        var exception = Assert.ThrowsExactly<IOException>(() => SafetensorsFile.Write(target, [Bias]));

        Assert.StartsWith(target, exception.Message);
        Assert.AreSequenceEqual(new[] { target }, Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void Write_ShapeThatDoesNotFit_LeavesTheOldFile()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        File.WriteAllText(path, "old");

        foreach (int[] shape in new int[][] { [3], [], [-1, -2], [65536, 65536, 65536, 65536, 2] })
        {
            var wrong = new SafetensorsArray("x", shape, new float[2]);
            var exception = Assert.ThrowsExactly<DigitMLException>(() => SafetensorsFile.Write(path, [wrong]));
            Assert.Contains($"'x' has shape [{string.Join(", ", shape)}] but 2 values", exception.Message);
        }

        Assert.AreEqual("old", File.ReadAllText(path));
    }

    [TestMethod]
    public void ToBytes_NameGivenTwiceOrReserved_IsRefused()
    {
        Assert.ThrowsExactly<DigitMLException>(() => SafetensorsWriter.ToBytes([Bias, Weight, Bias], null));
        Assert.ThrowsExactly<DigitMLException>(() => SafetensorsWriter.ToBytes([Bias with { Name = "__metadata__" }], null));
    }

    private static void AssertSameBits(ReadOnlyMemory<float> expected, float[] actual) => Assert.AreSequenceEqual(
        expected.ToArray().Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
}
