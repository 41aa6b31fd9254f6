namespace DigitML;

/// <summary>What a convolution does at the border of its input.</summary>
public enum Padding
{
    /// <summary>No padding: the kernel stays inside, and the output is smaller by the kernel's size less one.</summary>
    Valid,

    /// <summary>
    /// Zeros all round, so that the output has ceil(size / stride) rows and columns. Where their number is odd, the extra row
    /// and column are at the bottom and right, as in TensorFlow and Keras.
    /// </summary>
    Same,
}
