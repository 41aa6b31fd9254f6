namespace DigitML.Imaging.Png;

/// <summary>One of the grids of pixels a PNG is stored in: the whole, or one of Adam7's seven (PNG specification, section 8.2).</summary>
/// <param name="Left">The picture's column of the grid's first column.</param>
/// <param name="Top">The picture's row of the grid's first row.</param>
/// <param name="StepX">Columns from one to the next.</param>
/// <param name="StepY">Rows from one to the next.</param>
internal readonly record struct PngPass(int Left, int Top, int StepX, int StepY)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>The passes of a picture in the order of the file, without those that have no pixel in a picture so small.</summary>
    public static IEnumerable<PngPass> Create(PngHeader header) =>
        (header.Interlaced ? Adam7 : Whole).Where(pass => pass.Left < header.Width && pass.Top < header.Height);

    /// <summary>Columns of this pass in a picture so wide.</summary>
    public int Columns(int width) => (width - Left + StepX - 1) / StepX;

    /// <summary>Rows of this pass in a picture so high.</summary>
    public int Rows(int height) => (height - Top + StepY - 1) / StepY;
}
