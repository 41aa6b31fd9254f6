namespace DigitML.Benchmarks.Kernels;

/// <summary>The size of a square image within a network. Its name: rows, channels.</summary>
internal readonly record struct ImageSize(int Rows, int Channels)
{
    /// <summary>Numbers of a line.</summary>
    public int RowLength => Rows * Channels;

    /// <summary>Numbers of the image.</summary>
    public int Length => Rows * RowLength;

    /// <summary>Bytes of the image, times a factor.</summary>
    public Work Moved(double factor) => new(Bytes: factor * Length * sizeof(float));

    /// <summary>The size that a name says.</summary>
    public static ImageSize Of(string name)
    {
        string[] parts = name.Split('-');
        return new ImageSize(int.Parse(parts[0]), int.Parse(parts[1]));
    }
}
