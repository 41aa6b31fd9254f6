namespace DigitML.Engine.Networks.Serialization;

/// <summary>Element types of a safetensors file, named as in the file's header.</summary>
internal enum SafetensorsType
{
    /// <summary>One byte, 0 or 1.</summary>
    BOOL,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>Floating point, 16 bits (IEEE 754 half).</summary>
    F16,

    /// <summary>Floating point, 16 bits (the upper half of a single).</summary>
    BF16,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>Floating point, 32 bits (IEEE 754 single).</summary>
    F32,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>Floating point, 64 bits (IEEE 754 double).</summary>
    F64,
}
