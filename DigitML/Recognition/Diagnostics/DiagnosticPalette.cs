namespace DigitML.Recognition.Diagnostics;

/// <summary>
/// The colours of stage pictures: greys, and colours of which most are told apart also by those who see no red or no green (Okabe and
/// Ito, 2008).
/// </summary>
internal static class DiagnosticPalette
{
    private const int Grays = 240;

    private static readonly (byte Red, byte Green, byte Blue)[] Colors =
        [(0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (230, 159, 0), (117, 112, 179), (102, 166, 30)];

    /// <summary>What is wrong or gone.</summary>
    public const byte Red = 255;

    /// <summary>Red, green and blue of all 256 entries.</summary>
    public static byte[] Entries { get; } = Make();

    /// <summary>The entry of a grey.</summary>
    /// <param name="level">0 (black) to 255 (white).</param>
    public static byte Gray(byte level) => (byte)((level * (Grays - 1) + 127) / 255);

    /// <summary>The entry of a colour; neighbouring numbers have different ones.</summary>
    public static byte Color(int number) => (byte)(Grays + number % Colors.Length);

    private static byte[] Make()
    {
        var entries = new byte[3 * 256];
        for (int i = 0; i < Grays; i++) { entries.AsSpan(3 * i, 3).Fill((byte)(i * 255 / (Grays - 1))); }
        for (int i = 0; i < Colors.Length; i++)
        {
            (entries[3 * (Grays + i)], entries[3 * (Grays + i) + 1], entries[3 * (Grays + i) + 2]) = Colors[i];
        }

        (entries[3 * Red], entries[3 * Red + 1], entries[3 * Red + 2]) = (220, 20, 60);
        return entries;
    }
}
