namespace DigitML.Imaging;

/// <summary>
/// Unpacks Lempel-Ziv-Welch data (T. A. Welch, A Technique for High-Performance Data Compression, 1984) as GIF and TIFF use it: codes of up
/// to 12 bits, one code that clears the table and one that ends the data.
/// </summary>
internal sealed class LzwDecoder
{
    private const int MaximumCodeBits = 12;
    private const int None = -1;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly LzwVariant _variant;
    private readonly int _clear;
    private readonly ushort[] _prefixes = new ushort[1 << MaximumCodeBits];
    private readonly byte[] _suffixes = new byte[1 << MaximumCodeBits];
    // The text of one code, last byte first; what was not yet asked for.
    private readonly byte[] _pending = new byte[1 << MaximumCodeBits];
    private int _pendingCount;
    private int _next;
    private int _codeBits;
    private int _previous = None;
    private uint _bits;
    private int _bitCount;
    private bool _ended;

    /// <summary>A decoder at the data's start.</summary>
    /// <param name="data">The compressed bytes.</param>
    /// <param name="literalBits">Bits of an uncompressed byte, 1 to 8; the first codes have one more.</param>
    /// <param name="variant">How codes are laid into bytes.</param>
    public LzwDecoder(ReadOnlyMemory<byte> data, int literalBits, LzwVariant variant)
    {
        _data = data;
        _variant = variant;
        _clear = 1 << literalBits;
        for (int i = 0; i < _clear; i++) { _suffixes[i] = (byte)i; }
        Clear();
    }

    /// <summary>How many compressed bytes were taken.</summary>
    public int Position { get; private set; }

    /// <summary>Unpacks bytes until the target is full or the data at its end.</summary>
    /// <param name="target">Takes the bytes.</param>
    /// <returns>How many bytes there were: fewer than asked for at the end of the data.</returns>
    /// <exception cref="DigitMLException">A code has no meaning; the message is a clause without the file's name.</exception>
    public int Read(Span<byte> target)
    {
        int count = 0;
        while (count < target.Length && (_pendingCount > 0 || ReadText()))
        {
            int taken = Math.Min(_pendingCount, target.Length - count);
            Span<byte> text = target.Slice(count, taken);
            _pending.AsSpan(_pendingCount - taken, taken).CopyTo(text);
            text.Reverse();
            _pendingCount -= taken;
            count += taken;
        }
        return count;
    }

    /// <summary>Takes the next code that stands for text; false at the end of the data.</summary>
    private bool ReadText()
    {
        while (!_ended)
        {
            int code = ReadCode();
            if (code == _clear)
            {
                Clear();
            }
            else if (code == _clear + 1 || code == None)
            {
                _ended = true;
            }
            else
            {
                Expand(code);
                return true;
            }
        }
        return false;
    }

    private void Clear()
    {
        _next = _clear + 2;
        _previous = None;
        _codeBits = 1;
        while (1 << _codeBits <= _clear) { _codeBits++; }
    }

    private void Expand(int code)
    {
        if (code > _next || (code == _next && _previous == None) || (_previous == None && code > _clear))
        {
            throw new DigitMLException($"code {code} where the table has {_next} entries");
        }
        // The one code that may be used before it is known stands for the text before and that text's first byte.
        bool unknown = code == _next;
        _pendingCount = unknown ? 1 : 0;
        int entry = unknown ? _previous : code;
        for (; entry > _clear; entry = _prefixes[entry]) { _pending[_pendingCount++] = _suffixes[entry]; }
        byte first = _suffixes[entry];
        _pending[_pendingCount++] = first;
        if (unknown) { _pending[0] = first; }
        if (_previous != None && _next < 1 << MaximumCodeBits) { Add(first); }
        _previous = code;
    }

    private void Add(byte suffix)
    {
        _prefixes[_next] = (ushort)_previous;
        _suffixes[_next++] = suffix;
        int longest = _variant == LzwVariant.Tiff ? _next + 1 : _next;
        if (longest >= 1 << _codeBits && _codeBits < MaximumCodeBits) { _codeBits++; }
    }

    private int ReadCode()
    {
        while (_bitCount < _codeBits)
        {
            if (Position == _data.Length) { return None; }
            uint value = _data.Span[Position++];
            _bits = _variant == LzwVariant.Tiff ? _bits << 8 | value : _bits | value << _bitCount;
            _bitCount += 8;
        }
        uint mask = (1u << _codeBits) - 1;
        _bitCount -= _codeBits;
        if (_variant == LzwVariant.Tiff) { return (int)(_bits >> _bitCount & mask); }
        uint code = _bits & mask;
        _bits >>= _codeBits;
        return (int)code;
    }
}
