using System.Buffers.Binary;

namespace DigitML.Imaging.Tiff;

/// <summary>The first directory of a TIFF file: the fields of its first page (TIFF 6.0, section 2).</summary>
internal sealed class TiffDirectory
{
    private const int EntryBytes = 12;
    private const int InlineBytes = 4;
    private const int BigTiff = 43;

    private readonly ImageSource _source;
    private readonly Dictionary<TiffTag, TiffField> _fields = [];

    /// <summary>Reads the fields that are known; of one that comes twice the first.</summary>
    /// <exception cref="DigitMLException">The file is cut off or damaged.</exception>
    public TiffDirectory(ImageSource source)
    {
        _source = source;
        BigEndian = source.Bytes[0] == 'M';
        if (Short(source.Part(2, 2, "the header")) == BigTiff)
        {
            throw source.Malformed(2, "this is a BigTIFF file, which is not read; save the image as plain TIFF or as PNG.");
        }
        Offset = Long(source.Part(4, 4, "the header"));
        int entries = Short(source.Part(Offset, 2, "the directory"));
        ReadOnlyMemory<byte> directory = source.Part(Offset + 2, (long)entries * EntryBytes, "the directory");
        for (int i = 0; i < entries; i++)
        {
            Add(Offset + 2 + i * EntryBytes, directory.Slice(i * EntryBytes, EntryBytes));
        }
    }

    /// <summary>Whether numbers have their high byte first.</summary>
    public bool BigEndian { get; }

    /// <summary>Where the directory starts in the file.</summary>
    public long Offset { get; }

    /// <summary>A field, or null if it is missing.</summary>
    public TiffField? Find(TiffTag tag) => _fields.GetValueOrDefault(tag);

    /// <summary>A field that must be there.</summary>
    /// <exception cref="DigitMLException">It is missing.</exception>
    public TiffField Require(TiffTag tag) => Find(tag)
        ?? throw _source.Malformed(Offset, $"the directory has no field {tag}; the file is malformed, so save the image anew as TIFF.");

    /// <summary>The first value of a field, or a default if the field is missing.</summary>
    public long Number(TiffTag tag, long missing) => Find(tag)?[0] ?? missing;

    /// <summary>Refuses a field's first value.</summary>
    /// <param name="tag">The field.</param>
    /// <param name="sentence">What was found and what to do, ending in a full stop.</param>
    public DigitMLException Refuse(TiffTag tag, string sentence) => _source.Malformed(Find(tag)?.Offset ?? Offset, sentence);

    private void Add(long offset, ReadOnlyMemory<byte> entry)
    {
        var tag = (TiffTag)Short(entry);
        int type = Short(entry[2..]), valueBytes = TiffField.BytesOf(type);
        long count = Long(entry[4..]);
        if (!Enum.IsDefined(tag) || _fields.ContainsKey(tag)) { return; }
        if (count == 0 || valueBytes == 0)
        {
            throw _source.Malformed(offset, $"field {tag} has {count:N0} values of type {type}, but it should have whole numbers; "
                + "the file is malformed, so save the image anew as TIFF.");
        }
        long bytes = count * valueBytes;
        ReadOnlyMemory<byte> values = bytes <= InlineBytes
            ? entry.Slice(8, (int)bytes)
            : _source.Part(Long(entry[8..]), bytes, $"field {tag}");
        _fields.Add(tag, new TiffField(offset, type, count, values, BigEndian));
    }

    private int Short(ReadOnlyMemory<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes.Span) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span);

    private long Long(ReadOnlyMemory<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Span) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span);
}
