namespace DigitML.Tests.Cli;

[TestClass]
public sealed class MalformedModelTests
{
    [TestMethod]
    public void Commands_ModelPutTogetherAgain_Read()
    {
        using var place = new CommandFolder();
        string model = place.Write("model.safetensors", new ModelBytes(SharedModel.Path).ToBytes());
        CommandRun run = place.Run("info", model, "--json");
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.AreEqual(SharedModel.Run.Json.GetProperty("weightsSha256").GetString(), run.Json.GetProperty("weightsSha256").GetString());
    }

    [TestMethod]
    [DataRow(1_000_000_000UL)]
    [DataRow(ulong.MaxValue)]
    [DataRow(100_000_001UL)]
    [DataRow(0UL)]
    public void Commands_HeaderLengthBeyondTheFile_Refuse(ulong length) =>
        Refuse(new ModelBytes(SharedModel.Path).ToBytes(length), length == 0 ? "it is no safetensors file" : $"announces a header of {length} bytes");

    [TestMethod]
    public void Commands_OverlappingTensors_Refuse()
    {
        var model = new ModelBytes(SharedModel.Path);
        string name = model.LastTensor;
        model.Move(name, -4);
        Refuse(model.ToBytes(), $"tensor '{name}' starts at data offset {model.BeginOf(name)} and overlaps the tensor before it");
    }

    [TestMethod]
    public void Commands_HoleBetweenTensors_Refuse()
    {
        var model = new ModelBytes(SharedModel.Path);
        model.Move(model.LastTensor, 4);
        Refuse(model.ToBytes(), "leaves a hole");
    }

    [TestMethod]
    public void Commands_MissingTensor_Refuse()
    {
        var model = new ModelBytes(SharedModel.Path);
        string name = model.LastTensor;
        model.Data = model.Data[..(int)model.BeginOf(name)];
        model.Header.Remove(name);
        Refuse(model.ToBytes(), $"has no tensor '{name}'");
    }

    [TestMethod]
    public void Commands_TensorOfAStranger_Refuse()
    {
        var model = new ModelBytes(SharedModel.Path);
        string name = model.LastTensor;
        model.Header["stranger"] = model.Header[name]!.DeepClone();
        model.Header.Remove(name);
        Refuse(model.ToBytes(), "no place for the tensor \"stranger\"");
    }

    [TestMethod]
    [DataRow("\"Relu\"", "\"Swish\"", "has a layer \"Swish\"; this version knows Conv2D, Dense,")]
    [DataRow("\"units\":10", "\"units\":2000000000", "2000000000")]
    [DataRow("\"units\":10", "\"units\":-1", "-1")]
    [DataRow("\"units\":10", "\"units\":\"ten\"", "can't be used")]
    [DataRow("\"units\":10", "\"unit\":10", "can't be used")]
    [DataRow("\"input\":[28,28,1]", "\"input\":[2,2,1]", "can't be used")]
    [DataRow("\"input\":[28,28,1]", "\"input\":[28,28]", "2 input sizes")]
    [DataRow("{\"input\"", "\"input\"", "is no JSON")]
    public void Commands_UnusableNetwork_Refuse(string old, string replacement, string expected)
    {
        var model = new ModelBytes(SharedModel.Path);
        model.ReplaceInNetwork(old, replacement);
        Refuse(model.ToBytes(), expected);
    }

    [TestMethod]
    [DataRow("format", "digitml-99", "format is \"digitml-99\"; this version reads")]
    [DataRow("labels", "[\"0\",\"1\"]", "2 label names for 10 outputs")]
    [DataRow("labels", "5", "a list of texts is wanted")]
    [DataRow("pixelDeviation", "0", "must be more than 0")]
    [DataRow("pixelMean", "NaN", "must be a number")]
    public void Commands_UnusableMetadata_Refuse(string key, string value, string expected)
    {
        var model = new ModelBytes(SharedModel.Path);
        model.Metadata[key] = value;
        Refuse(model.ToBytes(), expected);
    }

    [TestMethod]
    public void Commands_AnotherProgramsTensors_Refuse()
    {
        var model = new ModelBytes(SharedModel.Path);
        model.Header.Remove("__metadata__");
        Refuse(model.ToBytes(), "it is no model of DigitML's");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    [DataRow(100)]
    [DataRow(-1)]
    public void Commands_ModelCutOff_Refuse(int length)
    {
        byte[] bytes = File.ReadAllBytes(SharedModel.Path);
        Refuse(length < 0 ? bytes[..^1] : bytes[..length], length is 0 or 7 ? $"has {length} bytes" : "cut off");
    }

    [TestMethod]
    public void Commands_PictureInsteadOfModel_Refuse() => Refuse(TinyPicture.Of(3), "no safetensors file");

    private static void Refuse(byte[] content, string expected)
    {
        using var place = new CommandFolder();
        string model = place.Write("model.safetensors", content);
        string fromInfo = place.Refuse("info", model), fromEvaluate = place.Refuse("evaluate", model, SharedModel.Dataset);
        Assert.Contains("model.safetensors", fromInfo);
        Assert.Contains(expected, fromInfo);
        Assert.AreEqual(fromInfo, fromEvaluate);
    }
}
