namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Lines (or columns) of a convolution's output whose kernels reach the same taps of the image: near a border some rows (or columns) of the
/// kernel meet the halo only.
/// </summary>
/// <param name="First">The first line.</param>
/// <param name="Count">Number of lines.</param>
/// <param name="FirstTap">The first row of the kernel that meets the image.</param>
/// <param name="Taps">Number of rows that do.</param>
internal readonly record struct KernelBand(int First, int Count, int FirstTap, int Taps)
{
    /// <summary>The bands of a convolution, from top to bottom or from left to right.</summary>
    /// <param name="outputs">Lines of the output.</param>
    /// <param name="inputs">Lines of the input, halo left out.</param>
    /// <param name="taps">Rows of the kernel.</param>
    /// <param name="stride">Lines of the input from one line of the output to the next.</param>
    /// <param name="border">Zeros above the image that the kernel reaches.</param>
    public static IReadOnlyList<KernelBand> Create(int outputs, int inputs, int taps, int stride, int border)
    {
        var bands = new List<KernelBand>();
        for (int output = 0; output < outputs; output++)
        {
            // A line that meets no row at all gets one, which is zero.
            int above = border - output * stride, first = Math.Clamp(above, 0, taps - 1), end = Math.Clamp(inputs + above, first + 1, taps);
            var band = new KernelBand(output, 1, first, end - first);
            bool more = bands.Count > 0 && bands[^1] with { First = output, Count = 1 } == band;
            if (more) { bands[^1] = bands[^1] with { Count = bands[^1].Count + 1 }; }
            else { bands.Add(band); }
        }

        return bands;
    }
}
