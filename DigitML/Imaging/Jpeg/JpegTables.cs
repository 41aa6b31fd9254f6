using System.Buffers.Binary;

namespace DigitML.Imaging.Jpeg;

/// <summary>The tables that scans refer to, as they stand at a place of the file; each may be replaced between scans (T.81, B.2.4).</summary>
internal sealed class JpegTables
{
    /// <summary>How many tables of each kind there can be at a time.</summary>
    public const int Slots = 4;

    private const int Counts = HuffmanTable.LongestCode;

    private readonly ImageSource _source;

    /// <summary>No tables yet.</summary>
    public JpegTables(ImageSource source) => _source = source;

    /// <summary>The steps of the coefficients, row by row, 1 to 65,535; null where none was defined.</summary>
    public float[]?[] Quantization { get; } = new float[Slots][];

    /// <summary>The codes of the DC differences' sizes; null where none was defined.</summary>
    public HuffmanTable?[] Dc { get; } = new HuffmanTable[Slots];

    /// <summary>The codes of the AC coefficients' runs and sizes; null where none was defined.</summary>
    public HuffmanTable?[] Ac { get; } = new HuffmanTable[Slots];

    /// <summary>Units of a scan (MCUs) between two restart markers; 0 for no restart markers.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Reads a segment DQT (section B.2.4.1).</summary>
    /// <exception cref="DigitMLException">A table is cut off or has an impossible slot or precision.</exception>
    public void ReadQuantization(JpegSegment segment)
    {
        ReadOnlySpan<byte> data = segment.Data.Span;
        for (int at = 0; at < data.Length;)
        {
            int precision = data[at] >> 4, slot = data[at] & 15, size = 64 * (precision + 1);
            Expect(precision <= 1 && slot < Slots, segment, at, $"the quantisation table has precision {precision} and slot {slot} "
                + "instead of at most 1 and 3");
            at++;
            Expect(size <= data.Length - at, segment, at, $"the quantisation table has {data.Length - at} bytes instead of {size}");
            float[] steps = new float[64];
            for (int i = 0; i < 64; i++)
            {
                steps[ZigZag.Order[i]] = precision == 0 ? data[at + i] : BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2 * i)..]);
            }
            Quantization[slot] = steps;
            at += size;
        }
    }

    /// <summary>Reads a segment DHT (section B.2.4.2).</summary>
    /// <exception cref="DigitMLException">A table is cut off, has an impossible slot, or is no code.</exception>
    public void ReadHuffman(JpegSegment segment)
    {
        ReadOnlySpan<byte> data = segment.Data.Span;
        for (int at = 0; at < data.Length;)
        {
            int kind = data[at] >> 4, slot = data[at] & 15;
            Expect(kind <= 1 && slot < Slots, segment, at, $"the Huffman table has class {kind} and slot {slot} instead of at most 1 and 3");
            at++;
            Expect(Counts <= data.Length - at, segment, at, $"the Huffman table has {data.Length - at} bytes instead of at least {Counts}");
            ReadOnlySpan<byte> counts = data.Slice(at, Counts);
            int symbols = 0;
            foreach (byte count in counts) { symbols += count; }
            at += Counts;
            Expect(symbols <= Math.Min(256, data.Length - at), segment, at, $"the Huffman table claims {symbols:N0} symbols, but there are "
                + $"{data.Length - at:N0} bytes for at most 256");
            (kind == 0 ? Dc : Ac)[slot] = Code(segment, at, counts, data.Slice(at, symbols), kind);
            at += symbols;
        }
    }

    /// <summary>Reads a segment DRI (section B.2.4.4).</summary>
    /// <exception cref="DigitMLException">The segment is not two bytes long.</exception>
    public void ReadRestartInterval(JpegSegment segment)
    {
        Expect(segment.Data.Length == 2, segment, 0, $"the restart interval has {segment.Data.Length:N0} bytes instead of 2");
        RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment.Data.Span);
    }

    private HuffmanTable Code(JpegSegment segment, int at, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols, int kind)
    {
        // A DC symbol is the number of bits of a difference.
        Expect(kind != 0 || symbols.IndexOfAnyExceptInRange((byte)0, (byte)15) < 0, segment, at,
            "a DC Huffman table has a symbol above 15");
        HuffmanTable? table = HuffmanTable.Build(counts, symbols);
        Expect(table is not null, segment, at, "the Huffman table has more codes of a length than fit");
        return table!;
    }

    private void Expect(bool condition, JpegSegment segment, int at, string fault)
    {
        if (!condition)
        {
            throw _source.Malformed(segment.DataOffset + at, $"{fault}; the file is damaged, so get a fresh copy.");
        }
    }
}
