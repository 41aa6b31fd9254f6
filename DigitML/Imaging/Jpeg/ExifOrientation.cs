using System.Buffers.Binary;

namespace DigitML.Imaging.Jpeg;

/// <summary>How the camera was held: where the stored first row and column are seen (Exif 2.3, section 4.6.4, tag 274).</summary>
internal static class ExifOrientation
{
    /// <summary>The first row is the top and the first column the left: nothing is to be done.</summary>
    public const int Upright = 1;

    private const int Last = 8;
    private const int Tag = 0x0112;
    private const int ShortType = 3;
    private const int EntryBytes = 12;

    /// <summary>Reads the orientation of a segment APP1; what cannot be understood counts as upright, as Exif is not the picture.</summary>
    /// <returns>1 to 8.</returns>
    public static int Read(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("Exif\0"u8) || data.Length < 6 + 8)
        {
            return Upright;
        }
        ReadOnlySpan<byte> tiff = data[6..];
        bool little = tiff[0] == (byte)'I';
        uint directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Number(entries, little);
        entries = entries[2..];
        // Only the first directory is read, so that directories that point at each other do no harm.
        for (; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
        {
            if (Number(entries, little) == Tag && Number(entries[2..], little) == ShortType)
            {
                int orientation = Number(entries[8..], little);
                return orientation is >= Upright and <= Last ? orientation : Upright;
            }
        }
        return Upright;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
