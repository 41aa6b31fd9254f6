using System.Buffers.Binary;

namespace DigitML.Imaging.Jpeg;

/// <summary>
/// Reads a scan's coded data bit by bit up to the next marker, with 0xFF 0x00 as a byte 0xFF (ITU-T T.81, section F.2.2.5).
/// Past the marker it gives zeros and says so in <see cref="IsOverrun"/>, so that the loops need no check at every bit.
/// </summary>
internal sealed class JpegBitReader
{
    // What the longest code with the longest value takes: 16 + 15 bits.
    private const int MostBitsOfValue = 31;

    private readonly ImageSource _source;
    private readonly byte[] _bytes;
    private int _position;

    // The next bits from the highest on; the lowest 64 - _count are undefined.
    private ulong _bits;
    private int _count;

    // How many of the counted bits are zeros that stand after the data; they are the last ones.
    private int _padding;

    /// <summary>A reader of the data from an offset on.</summary>
    public JpegBitReader(ImageSource source, int offset)
    {
        _source = source;
        _bytes = source.Bytes;
        _position = offset;
    }

    /// <summary>Where the next bytes are read from: up to 8 bytes after the last bit that was used, never after the next marker.</summary>
    public int Position => _position;

    /// <summary>Whether more bits were used than there are.</summary>
    public bool IsOverrun => _count < _padding;

    /// <summary>Reads a symbol, and takes care that its value's bits, up to 15, are there for <see cref="ReadSigned"/>.</summary>
    /// <exception cref="DigitMLException">The bits are no code of the table.</exception>
    public int ReadSymbol(HuffmanTable table)
    {
        if (_count < MostBitsOfValue)
        {
            Refill();
        }
        int entry = table.Lookup[_bits >> (64 - HuffmanTable.LookupBits)];
        if (entry == 0)
        {
            entry = table.Find((int)(_bits >> (64 - HuffmanTable.LongestCode)));
            if (entry == 0)
            {
                throw NoCode();
            }
        }
        Skip(entry >> 8);
        return entry & 0xFF;
    }

    /// <summary>Reads a value of so many bits, 0 to 15, whose lower half stands for negative numbers (section F.2.2.1).</summary>
    public int ReadSigned(int size)
    {
        if (size == 0)
        {
            return 0;
        }
        int value = (int)(_bits >> (64 - size));
        Skip(size);
        return value >> (size - 1) == 0 ? value - (1 << size) + 1 : value;
    }

    /// <summary>Reads a number of so many bits, 0 to 15.</summary>
    public int ReadNumber(int size)
    {
        if (_count < size)
        {
            Refill();
        }
        // Two shifts, as one by 64 would be none.
        int value = (int)(_bits >> 1 >> (63 - size));
        Skip(size);
        return value;
    }

    /// <summary>Reads a bit.</summary>
    public bool ReadBit() => ReadNumber(1) != 0;

    /// <summary>Goes on after the restart marker that must come next; the rest of the byte before it is filling.</summary>
    /// <param name="number">The marker's number, 0 to 7.</param>
    /// <exception cref="DigitMLException">Data or another marker comes next.</exception>
    public void ReadRestart(int number)
    {
        Refill();
        int wanted = JpegMarker.FirstRestart + number;
        int found = _position;
        while (found < _bytes.Length && _bytes[found] == 0xFF) { found++; }
        if (_count - _padding >= 8 || found == _position || found >= _bytes.Length || _bytes[found] != wanted)
        {
            throw _source.Malformed(_position, $"the restart marker FF{wanted:X2} should be here; the file is damaged, so get a fresh copy.");
        }
        _position = found + 1;
        (_bits, _count, _padding) = (0, 0, 0);
    }

    private void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Fills up to more than 56 bits.</summary>
    private void Refill()
    {
        if (_position + 8 <= _bytes.Length)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(_position));
            if (!HasMarkerByte(next))
            {
                _bits |= next >> _count;
                int taken = (64 - _count) >> 3;
                _position += taken;
                _count += 8 * taken;
                return;
            }
        }
        // The bits below the count may hold the start of a byte that is read again.
        _bits = _count == 0 ? 0 : _bits & (ulong.MaxValue << (64 - _count));
        while (_count <= 56)
        {
            _bits |= (ulong)NextByte() << (56 - _count);
            _count += 8;
        }
    }

    /// <summary>The next byte of the data, or a zero that is counted as padding if there is none before the marker.</summary>
    private byte NextByte()
    {
        if (_position < _bytes.Length && _bytes[_position] != 0xFF)
        {
            return _bytes[_position++];
        }
        int after = _position;
        // Any number of fill bytes may precede a marker.
        while (after < _bytes.Length && _bytes[after] == 0xFF) { after++; }
        if (after < _bytes.Length && _bytes[after] == 0)
        {
            _position = after + 1;
            return 0xFF;
        }
        _padding += 8;
        return 0;
    }

    /// <summary>Whether one of the eight bytes is 0xFF: its complement is then zero, which a subtraction of 1 borrows through.</summary>
    private static bool HasMarkerByte(ulong bytes) => ((~bytes - 0x0101010101010101) & bytes & 0x8080808080808080) != 0;

    private DigitMLException NoCode() => _source.Malformed(_position,
        "the bits here are no code of the Huffman table; the file is damaged, so get a fresh copy.");
}
