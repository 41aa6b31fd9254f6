using System.Buffers.Binary;

namespace DigitML.Imaging.Bmp;

/// <summary>The headers of a BMP file: the one of the file and the one of the picture, of any version.</summary>
/// <param name="HeaderBytes">The size of the picture's header, which tells its version: 12 for the first one of OS/2, else 16 to 124.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="TopDown">Whether the first stored row is the top one.</param>
/// <param name="BitDepth">Bits of a pixel: 1, 2, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How the pixels are stored.</param>
/// <param name="ColorsUsed">Entries of the palette; 0 for as many as the bits allow.</param>
/// <param name="PixelOffset">Where the pixels start in the file.</param>
internal sealed record BmpHeader(
    int HeaderBytes, int Width, int Height, bool TopDown, int BitDepth, BmpCompression Compression, uint ColorsUsed, uint PixelOffset)
{
    /// <summary>How long the header of the file is, in bytes.</summary>
    public const int FileHeaderBytes = 14;

    private const int CoreBytes = 12;

    /// <summary>The first header of OS/2, with palette entries of three bytes.</summary>
    public bool IsCore => HeaderBytes == CoreBytes;

    /// <summary>Where the picture's header ends: bit masks or the palette follow.</summary>
    public int End => FileHeaderBytes + HeaderBytes;

    /// <summary>Bytes of an uncompressed row, which ends on a multiple of 4.</summary>
    public int RowBytes => (int)(((long)Width * BitDepth + 31) / 32 * 4);

    /// <summary>Reads and checks the headers.</summary>
    /// <exception cref="DigitMLException">The file is cut off, a value is impossible, or there are too many pixels.</exception>
    public static BmpHeader Parse(ImageSource source)
    {
        ReadOnlySpan<byte> file = source.Part(0, FileHeaderBytes + 4, "the header").Span;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeaderBytes..]);
        if (length is not CoreBytes and (< 16 or > 124))
        {
            throw source.Malformed(FileHeaderBytes, $"a header of {length:N0} bytes is of no known version; save the image anew as BMP.");
        }
        // What a short header leaves out is 0.
        byte[] data = new byte[124];
        source.Part(FileHeaderBytes, length, "the header").CopyTo(data);
        bool core = length == CoreBytes;
        int width = core ? BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(4)) : BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4));
        long height = core ? BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(6)) : BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(8));
        source.CheckSize(FileHeaderBytes + 4, width, Math.Abs(height));
        int depth = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(core ? 10 : 14));
        var compression = (BmpCompression)(core ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(16)));
        var header = new BmpHeader((int)length, width, (int)Math.Abs(height), height < 0, depth, compression,
            core ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(32)), BinaryPrimitives.ReadUInt32LittleEndian(file[10..]));
        header.Check(source);
        return header;
    }

    private void Check(ImageSource source)
    {
        bool valid = Compression switch
        {
            BmpCompression.None => BitDepth is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.RunLength8 => BitDepth == 8 && !TopDown,
            BmpCompression.RunLength4 => BitDepth == 4 && !TopDown,
            // In the second header of OS/2, of 64 bytes, 3 means something else.
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => BitDepth is 16 or 32 && HeaderBytes != 64,
            _ => false,
        };
        if (!valid)
        {
            throw source.Malformed(FileHeaderBytes + 14, $"{BitDepth} bits a pixel with compression {(uint)Compression} "
                + $"({(Enum.IsDefined(Compression) ? Compression : "unknown")}) {(TopDown ? "from the top " : "")}are not read; "
                + "save the image anew as BMP without compression, or as PNG.");
        }
        if (PixelOffset < End)
        {
            throw source.Malformed(10, $"the pixels are said to start at byte {PixelOffset:N0}, within the header; save the image anew as BMP.");
        }
    }
}
