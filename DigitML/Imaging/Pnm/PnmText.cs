using System.Text;

namespace DigitML.Imaging.Pnm;

/// <summary>Reads the numbers and lines of a Netpbm file; a # starts a comment that goes on to the end of the line.</summary>
internal sealed class PnmText(ImageSource source)
{
    // More digits than any number that is allowed, few enough not to overflow.
    private const int MostDigits = 15;

    /// <summary>Where the next byte is read, from the file's start.</summary>
    public int Position { get; set; }

    /// <summary>Where the number or line that was read last starts.</summary>
    public int TokenOffset { get; private set; }

    /// <summary>Reads a number, what stands before it skipped.</summary>
    /// <param name="what">What messages call the number.</param>
    /// <exception cref="DigitMLException">There is something else, or nothing.</exception>
    public long ReadNumber(string what)
    {
        SkipSpace(what);
        long number = 0;
        while (Position < source.Bytes.Length && char.IsAsciiDigit((char)source.Bytes[Position]) && Position - TokenOffset < MostDigits)
        {
            number = 10 * number + source.Bytes[Position++] - '0';
        }
        return Position > TokenOffset ? number : throw NoNumber(what);
    }

    /// <summary>Reads a digit 0 or 1 of a plain PBM file, which need not have space after it.</summary>
    /// <exception cref="DigitMLException">There is something else, or nothing.</exception>
    public int ReadBit()
    {
        SkipSpace("a pixel");
        int bit = source.Bytes[Position] - '0';
        if (bit is not (0 or 1)) { throw NoNumber("a pixel of 0 or 1"); }
        Position++;
        return bit;
    }

    /// <summary>Reads up to the next end of line.</summary>
    /// <exception cref="DigitMLException">There is none.</exception>
    public string ReadLine()
    {
        TokenOffset = Position;
        int length = source.Bytes.AsSpan(Position).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw source.Malformed(Position, "the header has no end; the file is cut off, so get a complete copy.");
        }
        Position += length + 1;
        return Encoding.ASCII.GetString(source.Bytes, TokenOffset, length);
    }

    /// <summary>Passes over the one byte of space, and comments before it, between a header and raw samples.</summary>
    /// <exception cref="DigitMLException">There is something else, or nothing.</exception>
    public void SkipSeparator()
    {
        if (Position < source.Bytes.Length && source.Bytes[Position] == '#') { SkipComment(); }
        if (Position >= source.Bytes.Length || !IsSpace(source.Bytes[Position]))
        {
            throw source.Malformed(Position, "one byte of space should stand between the header and the pixels; save the image anew.");
        }
        Position++;
    }

    private void SkipSpace(string what)
    {
        while (Position < source.Bytes.Length && (IsSpace(source.Bytes[Position]) || source.Bytes[Position] == '#'))
        {
            if (source.Bytes[Position] == '#') { SkipComment(); } else { Position++; }
        }
        TokenOffset = Position;
        if (Position >= source.Bytes.Length)
        {
            throw source.Malformed(Position, $"the file ends where {what} should be; it is cut off, so get a complete copy.");
        }
    }

    /// <summary>Goes to the end of the line, which is left as the space that separates.</summary>
    private void SkipComment()
    {
        int length = source.Bytes.AsSpan(Position).IndexOfAny((byte)'\n', (byte)'\r');
        Position = length < 0 ? source.Bytes.Length : Position + length;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or >= (byte)'\t' and <= (byte)'\r';

    private DigitMLException NoNumber(string what) => source.Malformed(TokenOffset,
        $"{what} should stand here, but there is byte {source.Bytes[TokenOffset]:X2}; the file is malformed, so save the image anew.");
}
