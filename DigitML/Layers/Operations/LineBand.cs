using DigitML.Kernels;

namespace DigitML.Layers.Operations;

/// <summary>
/// Lines of a convolution's output whose kernels reach the same rows of the image: near the upper and lower border some rows of the kernel
/// meet the halo only, and their products with zeros are left out.
/// </summary>
/// <param name="FirstLine">The first line.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="FirstRow">The first row of the kernel that meets the image.</param>
/// <param name="Rows">Number of rows that do.</param>
internal readonly record struct LineBand(int FirstLine, int Lines, int FirstRow, int Rows)
{
    /// <summary>The bands of a convolution, from top to bottom; none if all lines are alike.</summary>
    /// <param name="lines">Lines of the output.</param>
    /// <param name="height">Lines of the input, halo left out.</param>
    /// <param name="rows">Rows of the kernel.</param>
    /// <param name="stride">Lines of the input from one line of the output to the next.</param>
    /// <param name="border">Zeros above the image that the kernel reaches.</param>
    public static LineBand[] Of(int lines, int height, int rows, int stride, int border)
    {
        var bands = new List<LineBand>();
        for (int line = 0; line < lines; line++)
        {
            // A line that meets no row at all gets one, which is zero.
            int above = border - line * stride, first = Math.Clamp(above, 0, rows - 1), end = Math.Clamp(height + above, first + 1, rows);
            var band = new LineBand(line, 1, first, end - first);
            bool more = bands.Count > 0 && bands[^1] with { FirstLine = line, Lines = 1 } == band;
            if (more) { bands[^1] = bands[^1] with { Lines = bands[^1].Lines + 1 }; }
            else { bands.Add(band); }
        }

        return bands.Count > 1 ? [.. bands] : [];
    }

    /// <summary>Computes a product over all lines and all rows of the kernel band by band.</summary>
    public static unsafe void Multiply(LineBand[] bands, in ProductArguments product)
    {
        if (bands.Length == 0)
        {
            Product.Multiply(product);
            return;
        }

        int pairs = product.Pairs / (bands[^1].FirstLine + bands[^1].Lines);
        foreach (LineBand band in bands)
        {
            ProductArguments part = product;
            part.InputPairs += band.FirstLine * pairs;
            part.OutputPairs += band.FirstLine * pairs;
            part.Pairs = band.Lines * pairs;
            part.Input += band.FirstRow * product.RunStride;
            (part.FirstRun, part.Runs) = (band.FirstRow, band.Rows);
            Product.Multiply(part);
        }
    }
}
