namespace DigitML.Engine.Kernels.Products;

/// <summary>
/// What a tile of the product works on. A tile has neither a branch nor a call while its sums are in registers: it writes all of its columns,
/// and when some of them don't exist, it writes to spare memory instead of the output.
/// </summary>
internal unsafe struct ProductTile
{
    /// <summary>The panel of weights: bias, then rows.</summary>
    public float* Panel;

    /// <summary>For each pair of rows, where its first run starts in the input.</summary>
    public nint* Inputs;

    /// <summary>Where the tile's first column is written: the output or spare memory.</summary>
    public float* Output;

    /// <summary>For each pair of rows, where it starts there.</summary>
    public nint* Outputs;

    /// <summary>Floats from the first row of a pair to the second there.</summary>
    public nint OutputStep;
}
