namespace DigitML;

/// <summary>How a model's weights are stored in its file. What computes with them are 32-bit floats always.</summary>
public enum WeightPrecision
{
    /// <summary>32-bit floats (IEEE 754 single), as they were learnt.</summary>
    Full,

    /// <summary>
    /// 16-bit floats (IEEE 754 half), about three decimal digits: half the file. Biases, scales and statistics, which are few, stay at 32
    /// bits.
    /// </summary>
    Half,
}
