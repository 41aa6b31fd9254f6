namespace DigitML.Imaging.Png;

/// <summary>The chunks of a PNG file that decide what the picture shows, in the order the specification asks for (section 5.6).</summary>
internal sealed class PngFile
{
    private readonly ImageSource _source;
    private readonly List<PngChunk> _dataChunks = [];
    private bool _dataEnded;

    private PngFile(ImageSource source, PngHeader header)
    {
        _source = source;
        Header = header;
    }

    /// <summary>Size and kind of the picture.</summary>
    public PngHeader Header { get; }

    /// <summary>Red, green and blue of every palette entry, 1 to 256 of them; empty if there is no palette.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>Chunk tRNS: the transparent colour, or the alpha of the first palette entries; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>Where the first IDAT chunk, with the image data, starts in the file; 0 before it was seen.</summary>
    public int DataOffset => _dataChunks.Count == 0 ? 0 : _dataChunks[0].Offset;

    /// <summary>The bytes of image data, compressed.</summary>
    public long DataLength => _dataChunks.Sum(chunk => (long)chunk.Data.Length);

    /// <summary>Reads the chunks up to IEND; what follows is ignored, as decoders do.</summary>
    /// <exception cref="DigitMLException">A chunk is damaged, missing, unknown or in the wrong place.</exception>
    public static PngFile Parse(ImageSource source)
    {
        PngChunk chunk = PngChunk.Read(source, PngReader.Signature.Length);
        var file = new PngFile(source, PngHeader.Parse(source, chunk));
        do
        {
            chunk = PngChunk.Read(source, chunk.End);
            file.Add(chunk);
        }
        while (chunk.Type != "IEND");
        return file;
    }

    /// <summary>The zlib stream of the pixels: the data of all IDAT chunks, one after the other.</summary>
    public byte[] JoinData()
    {
        byte[] joined = new byte[DataLength];
        int length = 0;
        foreach (PngChunk chunk in _dataChunks)
        {
            chunk.Data.Span.CopyTo(joined.AsSpan(length));
            length += chunk.Data.Length;
        }
        return joined;
    }

    private void Add(PngChunk chunk)
    {
        _dataEnded |= DataOffset > 0 && chunk.Type != "IDAT";
        switch (chunk.Type)
        {
            case "PLTE":
                AddPalette(chunk);
                break;
            case "tRNS":
                AddTransparency(chunk);
                break;
            case "IDAT":
                AddData(chunk);
                break;
            case "IEND":
                Expect(DataOffset > 0, chunk, "comes before any image data IDAT");
                break;
            default:
                Expect(!chunk.IsCritical || chunk.Type == "IHDR", chunk, "is necessary but unknown");
                Expect(!chunk.IsCritical, chunk, "is a second header");
                break;
        }
    }

    private void AddPalette(PngChunk chunk)
    {
        Expect(DataOffset == 0, chunk, "is a palette after the image data");
        Expect(Palette.IsEmpty, chunk, "is a second palette");
        Expect(Transparency.IsEmpty, chunk, "is a palette after the transparency");
        Expect(chunk.Data.Length is > 0 and <= 768 && chunk.Data.Length % 3 == 0, chunk,
            $"is a palette of {chunk.Data.Length:N0} bytes instead of 3 for each of 1 to 256 entries");
        Palette = chunk.Data;
    }

    private void AddTransparency(PngChunk chunk)
    {
        Expect(DataOffset == 0, chunk, "is a transparency after the image data");
        Expect(Transparency.IsEmpty, chunk, "is a second transparency");
        int length = chunk.Data.Length;
        bool valid = Header.ColorType switch
        {
            PngColorType.Gray => length == 2,
            PngColorType.Rgb => length == 6,
            PngColorType.Palette => length > 0 && length <= Palette.Length / 3,
            _ => false,
        };
        Expect(valid, chunk, $"is a transparency of {length:N0} bytes, which does not fit colour type {(int)Header.ColorType}"
            + $" with {Palette.Length / 3} palette entries");
        Transparency = chunk.Data;
    }

    private void AddData(PngChunk chunk)
    {
        Expect(!_dataEnded, chunk, "continues image data that another chunk interrupted");
        Expect(Header.ColorType != PngColorType.Palette || !Palette.IsEmpty, chunk, "comes before the palette PLTE that its pixels need");
        _dataChunks.Add(chunk);
    }

    private void Expect(bool condition, PngChunk chunk, string fault)
    {
        if (!condition)
        {
            throw _source.Malformed(chunk.Offset, $"chunk {chunk.Type} {fault}; the file is malformed, so save the image anew as PNG.");
        }
    }
}
