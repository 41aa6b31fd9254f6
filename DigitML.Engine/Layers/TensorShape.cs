namespace DigitML;

/// <summary>The size of what flows between layers, for one sample: rows, columns and channels. A flat vector has one row and one column.</summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Channels">Channels (features), at least 1.</param>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Numbers in one sample.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>Whether this is a vector: one row, one column.</summary>
    public bool IsFlat => Height == 1 && Width == 1;

    /// <summary>As Keras prints it, without the batch: <c>28, 28, 1</c> or <c>10</c>.</summary>
    public override string ToString() => IsFlat ? $"{Channels}" : $"{Height}, {Width}, {Channels}";
}
