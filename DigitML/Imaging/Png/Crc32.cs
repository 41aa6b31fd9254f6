namespace DigitML.Imaging.Png;

/// <summary>The checksum of PNG chunks and ZIP entries: CRC-32 with the reflected polynomial 0xEDB88320.</summary>
/// <remarks>PNG specification, annex D; ISO 3309.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>The checksum of the bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of those before them; 0, the default, where there are none.</param>
    public static uint Compute(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[256];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
            table[value] = crc;
        }
        return table;
    }
}
