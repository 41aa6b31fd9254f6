namespace DigitML.Engine.Networks.Serialization;

/// <summary>A tensor to be written to a safetensors file.</summary>
/// <param name="Name">Its name, unique in the file; not "__metadata__".</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Values">Its elements, row-major; as many as the product of the dimensions.</param>
/// <param name="Type">How they are stored: F32, or F16, which rounds them.</param>
internal sealed record SafetensorsArray(
    string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values, SafetensorsType Type = SafetensorsType.F32)
{
    /// <summary>Bytes that the elements take in a file.</summary>
    public long Bytes => (long)Values.Length * SafetensorsTensor.SizeOf(Type);
}
