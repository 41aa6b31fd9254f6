using DigitML.Tests.Imaging;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Easy pages: dark digits of a pen in straight lines on white, well apart.</summary>
internal static class PenPage
{
    private const int Cell = 28, Margin = 12, LineSpace = 16;

    private static readonly ImageSet Digits = PenDigits.Make(10);

    /// <summary>A page with these lines of digits.</summary>
    public static GrayImage Of(params string[] lines)
    {
        int width = 2 * Margin + Cell * lines.Max(line => line.Length), height = 2 * Margin + (Cell + LineSpace) * lines.Length;
        return Drawing.Paint(width, height, (x, y) =>
        {
            int line = Math.DivRem(y - Margin, Cell + LineSpace, out int row), place = Math.DivRem(x - Margin, Cell, out int column);
            bool isInk = y >= Margin && x >= Margin && line < lines.Length && row < Cell && place < lines[line].Length;
            return isInk ? 255 - Digits.Pixels(lines[line][place] - '0')[row * Cell + column] : 255;
        });
    }

    /// <summary>The page as a PNG file.</summary>
    public static byte[] Png(params string[] lines)
    {
        var file = new MemoryStream();
        Of(lines).Save(file);
        return file.ToArray();
    }
}
