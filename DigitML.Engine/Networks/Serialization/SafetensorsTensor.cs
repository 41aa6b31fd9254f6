using System.Buffers.Binary;

namespace DigitML.Engine.Networks.Serialization;

/// <summary>One tensor of a safetensors file, its bytes as they are in the file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Data">Its elements, row-major and little-endian on every platform.</param>
internal sealed record SafetensorsTensor(string Name, SafetensorsType Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.BOOL or SafetensorsType.U8 or SafetensorsType.I8 => 1,
        SafetensorsType.U16 or SafetensorsType.I16 or SafetensorsType.F16 or SafetensorsType.BF16 => 2,
        SafetensorsType.U32 or SafetensorsType.I32 or SafetensorsType.F32 => 4,
        _ => 8,
    };

    /// <summary>The elements as floats, right on big-endian machines as well; null unless the type is F32 or F16.</summary>
    public float[]? ToSingles() => Type switch
    {
        SafetensorsType.F32 => Convert(BinaryPrimitives.ReadSingleLittleEndian),
        SafetensorsType.F16 => Convert(bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        _ => null,
    };

    private float[] Convert(Func<ReadOnlySpan<byte>, float> read)
    {
        int size = SizeOf(Type);
        var values = new float[Data.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(Data.Span[(i * size)..]);
        }

        return values;
    }
}
