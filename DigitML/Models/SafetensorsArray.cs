namespace DigitML.Models;

/// <summary>A tensor to be written to a safetensors file.</summary>
/// <param name="Name">Its name, unique in the file; not "__metadata__".</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Values">Its elements, row-major; as many as the product of the dimensions.</param>
internal sealed record SafetensorsArray(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
