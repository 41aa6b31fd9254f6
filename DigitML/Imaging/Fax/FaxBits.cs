namespace DigitML.Imaging.Fax;

/// <summary>Reads bits from the high one of each byte on; after the last byte there are zeros, which no code consists of.</summary>
internal sealed class FaxBits(ReadOnlyMemory<byte> data)
{
    private long _position;

    /// <summary>The byte that the next bit is in, from the start of the data.</summary>
    public long Offset => _position / 8;

    /// <summary>Whether more bits were taken than there are.</summary>
    public bool IsBeyondEnd => _position > 8L * data.Length;

    /// <summary>Whether no byte is left behind the one that the next bit is in, whose rest may be zeros that fill it up.</summary>
    public bool IsAtEnd => _position >= 8L * (data.Length - 1);

    /// <summary>The next bits as a number, without taking them.</summary>
    /// <param name="count">How many, 1 to 16.</param>
    public int Peek(int count)
    {
        ReadOnlySpan<byte> bytes = data.Span;
        int first = (int)Math.Min(_position / 8, bytes.Length), window = 0;
        for (int i = 0; i < 3; i++) { window = window << 8 | (first + i < bytes.Length ? bytes[first + i] : 0); }
        return window >> (24 - count - (int)(_position & 7)) & ((1 << count) - 1);
    }

    /// <summary>Takes bits.</summary>
    public void Skip(int count) => _position += count;

    /// <summary>Takes what is left of a byte that was begun.</summary>
    public void AlignToByte() => _position = (_position + 7) / 8 * 8;
}
