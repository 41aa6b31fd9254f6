using DigitML.Engine.Networks.Serialization;

namespace DigitML.Tests.Classification;

/// <summary>Spoils a model's file.</summary>
internal static class DamagedModel
{
    /// <summary>Changes what a file holds, tries to load it, and tells what the refusal says.</summary>
    public static string Refusal(string path, Action<Dictionary<string, string>, List<SafetensorsArray>> damage)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        var metadata = file.Metadata.ToDictionary();
        List<SafetensorsArray> tensors = [.. file.Tensors.Select(tensor => new SafetensorsArray(tensor.Name, tensor.Shape, tensor.ToSingles()))];
        damage(metadata, tensors);
        SafetensorsFile.Write(path, tensors, metadata);
        return Assert.ThrowsExactly<DigitMLException>(() => DigitClassifier.Load(path)).Message;
    }
}
