namespace DigitML.Imaging.Jpeg;

/// <summary>A canonical Huffman code of up to 256 symbols and 16 bits (ITU-T T.81, annex C and section F.2.2.3).</summary>
internal sealed class HuffmanTable
{
    /// <summary>The longest code in bits.</summary>
    public const int LongestCode = 16;

    /// <summary>Bits that <see cref="Lookup"/> looks at: nearly all codes of a picture are no longer.</summary>
    public const int LookupBits = 9;

    private readonly byte[] _symbols;

    // By length: the first code beyond those of this length, filled with zeros to 16 bits.
    private readonly int[] _limits = new int[LongestCode + 1];

    // By length: what to add to a code to get its symbol's place.
    private readonly int[] _offsets = new int[LongestCode + 1];

    private HuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>By the next 9 bits: the code's length times 256 plus its symbol, or 0 if the code is longer or there is none.</summary>
    public ushort[] Lookup { get; } = new ushort[1 << LookupBits];

    /// <summary>Builds the code.</summary>
    /// <param name="counts">How many codes there are of each length, 1 to 16 bits.</param>
    /// <param name="symbols">The symbols in the order of their codes; as many as there are codes.</param>
    /// <returns>The table, or null if there are more codes of a length than fit.</returns>
    public static HuffmanTable? Build(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var table = new HuffmanTable(symbols.ToArray());
        int code = 0, place = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            table._offsets[length] = place - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, place++)
            {
                if (code >= 1 << length)
                {
                    return null;
                }
                table.Enter(code, length, symbols[place]);
            }
            table._limits[length] = code << (LongestCode - length);
            code <<= 1;
        }
        return table;
    }

    /// <summary>Finds a code too long for <see cref="Lookup"/>.</summary>
    /// <param name="bits">The next 16 bits.</param>
    /// <returns>The code's length times 256 plus its symbol, or 0 if no code starts so.</returns>
    public int Find(int bits)
    {
        for (int length = LookupBits + 1; length <= LongestCode; length++)
        {
            if (bits < _limits[length])
            {
                return (length << 8) | _symbols[(bits >> (LongestCode - length)) + _offsets[length]];
            }
        }
        return 0;
    }

    private void Enter(int code, int length, byte symbol)
    {
        int free = LookupBits - length;
        if (free >= 0)
        {
            Lookup.AsSpan(code << free, 1 << free).Fill((ushort)((length << 8) | symbol));
        }
    }
}
