using System.Buffers.Binary;

namespace DigitML.Imaging.Jpeg;

/// <summary>One marker of a JPEG file with what belongs to it (ITU-T T.81, section B.1.1.4).</summary>
/// <param name="Marker">The marker's second byte.</param>
/// <param name="Offset">Where the marker starts in the file, in bytes.</param>
/// <param name="Data">The parameters after marker and length; empty for EOI, which has none.</param>
internal readonly record struct JpegSegment(byte Marker, int Offset, ReadOnlyMemory<byte> Data)
{
    private const int Overhead = 4;

    /// <summary>Where the parameters start in the file.</summary>
    public int DataOffset => Offset + Overhead;

    /// <summary>Where the bytes after the segment start.</summary>
    public int End => DataOffset + Data.Length;

    /// <summary>Reads the segment whose marker is at an offset, after any number of fill bytes 0xFF.</summary>
    /// <exception cref="DigitMLException">There is no marker, or the file ends within the segment.</exception>
    public static JpegSegment Read(ImageSource source, int offset)
    {
        ReadOnlySpan<byte> bytes = source.Bytes;
        if (offset < bytes.Length && bytes[offset] != 0xFF)
        {
            throw source.Malformed(offset, $"a JPEG marker should start with FF, but here is {bytes[offset]:X2}; "
                + "the file is damaged, so get a fresh copy.");
        }
        int fill = bytes[Math.Min(offset, bytes.Length)..].IndexOfAnyExcept((byte)0xFF);
        if (fill < 0)
        {
            throw source.Malformed(bytes.Length, "the file ends before the end marker EOI; it is cut off, so get a complete copy.");
        }
        byte marker = bytes[offset + fill];
        offset += fill - 1;
        if (marker == JpegMarker.EndOfImage)
        {
            return new JpegSegment(marker, offset, default);
        }
        // 01 and the restart markers have no parameters and no place outside a scan; 00 and D8 are no markers here.
        if (marker <= 1 || marker == JpegMarker.StartOfImage || JpegMarker.IsRestart(marker))
        {
            throw source.Malformed(offset, $"marker FF{marker:X2} has no place between segments; the file is damaged, so get a fresh copy.");
        }
        return ReadParameters(source, marker, offset);
    }

    private static JpegSegment ReadParameters(ImageSource source, byte marker, int offset)
    {
        int left = source.Bytes.Length - offset;
        int length = left < Overhead ? 2 : BinaryPrimitives.ReadUInt16BigEndian(source.Bytes.AsSpan(offset + 2));
        if (length + 2 > left)
        {
            throw source.Malformed(offset, $"the segment of marker FF{marker:X2} has {length + 2:N0} bytes, but {left:N0} are left; "
                + "the file is cut off or damaged, so get a complete copy.");
        }
        if (length < 2)
        {
            throw source.Malformed(offset, $"the segment of marker FF{marker:X2} claims a length of {length}, but the least is 2; "
                + "the file is damaged, so get a fresh copy.");
        }
        return new JpegSegment(marker, offset, source.Bytes.AsMemory(offset + Overhead, length - 2));
    }
}
