using System.Numerics;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>The ten digits drawn with straight lines, for tests that need no handwriting.</summary>
internal static class DrawnDigits
{
    private const int Side = 28;

    // Corners on a grid of 2 columns and 4 rows of cells, each as column and row.
    private static readonly string[] Shapes =
    [
        "0020240400", "1014", "002022020424", "00202202222404", "0002222024", "200002222404", "200004242202", "002014",
        "00202404000222", "2202002024",
    ];

    /// <summary>Ten images, a class each, light on black.</summary>
    public static ImageSet Set { get; } = Make();

    private static ImageSet Make()
    {
        byte[] pixels = new byte[Shapes.Length * Side * Side];
        for (int digit = 0; digit < Shapes.Length; digit++)
        {
            var sheet = new InkSheet(Side, Side);
            IEnumerable<char[]> corners = Shapes[digit].Chunk(2);
            new Pen(sheet, 2.5f).Draw([.. corners.Select(corner => new Vector2(8 + 6 * (corner[0] - '0'), 5 + 4.5f * (corner[1] - '0')))]);
            for (int i = 0; i < sheet.Values.Length; i++) { pixels[digit * Side * Side + i] = (byte)(255 * sheet.Values[i]); }
        }
        int[] labels = [.. Enumerable.Range(0, Shapes.Length)];
        return new ImageSet(pixels, labels, Side, Side, [.. labels.Select(label => $"{label}")]);
    }
}
