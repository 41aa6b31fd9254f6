using System.Buffers.Binary;

namespace DigitML.Imaging.Gif;

/// <summary>A frame's image descriptor (GIF89a, section 20).</summary>
/// <param name="Left">Free columns on the left.</param>
/// <param name="Top">Free rows above.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Flags">Colour table, interlace, sizes.</param>
internal sealed record GifFrame(int Left, int Top, int Width, int Height, byte Flags)
{
    /// <summary>How long a descriptor is, in bytes, without the one that introduces it.</summary>
    public const int Bytes = 9;

    private static readonly (int First, int Step)[] Passes = [(0, 8), (4, 8), (2, 4), (1, 2)];

    /// <summary>Whether a colour table of its own follows.</summary>
    public bool HasTable => (Flags & 0x80) != 0;

    private bool Interlaced => (Flags & 0x40) != 0;

    /// <summary>Reads and checks a descriptor.</summary>
    /// <exception cref="DigitMLException">The file ends within it, or the frame has no pixels or too many.</exception>
    public static GifFrame Parse(ImageSource source, int offset)
    {
        ReadOnlySpan<byte> data = source.Part(offset, Bytes, "the first frame").Span;
        var frame = new GifFrame(
            BinaryPrimitives.ReadUInt16LittleEndian(data), BinaryPrimitives.ReadUInt16LittleEndian(data[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(data[4..]), BinaryPrimitives.ReadUInt16LittleEndian(data[6..]), data[8]);
        source.CheckSize(offset + 4, frame.Width, frame.Height);
        return frame;
    }

    /// <summary>The rows in the order of the file: from the top, or in the four passes of appendix E.</summary>
    public IEnumerable<int> Rows()
    {
        foreach ((int first, int step) in Interlaced ? Passes : [(0, 1)])
        {
            for (int y = first; y < Height; y += step) { yield return y; }
        }
    }
}
