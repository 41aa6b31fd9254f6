namespace DigitML.Recognition.Diagnostics;

/// <summary>The digits 0 to 9 in dots.</summary>
internal static class DigitFont
{
    /// <summary>Columns and rows of a digit.</summary>
    public const int Width = 5, Height = 7;

    private static readonly string[] Rows =
    [
        ".###. ..#.. .###. .###. ...#. ##### .###. ##### .###. .###.",
        "#...# .##.. #...# #...# ..##. #.... #.... ....# #...# #...#",
        "#..## ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...#",
        "#.#.# ..#.. ...#. ..##. #..#. ....# ####. ..#.. .###. .####",
        "##..# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....#",
        "#...# ..#.. .#... #...# ...#. #...# #...# ..#.. #...# ....#",
        ".###. .###. ##### .###. ...#. .###. .###. ..#.. .###. .###.",
    ];

    /// <summary>The places of a digit's dots, from 0.</summary>
    /// <param name="digit">0 to 9.</param>
    public static IEnumerable<(int X, int Y)> Dots(char digit) =>
        from y in Enumerable.Range(0, Height)
        from x in Enumerable.Range(0, Width)
        where Rows[y][(digit - '0') * (Width + 1) + x] == '#'
        select (x, y);
}
