namespace DigitML.Imaging.Fax;

/// <summary>Unpacks black-and-white rows as fax machines send them (ITU-T T.4 and T.6).</summary>
internal sealed class FaxDecoder
{
    private const int EndOfLineZeros = 11;
    private const int LongestModeBits = 7;

    private readonly int _width;
    private readonly FaxVariant _variant;
    private readonly FaxBits _bits;
    private FaxRow _row;
    private FaxRow _above;

    /// <summary>A decoder at the data's start.</summary>
    /// <param name="data">The compressed bytes, the first bit in the high one of a byte.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="variant">How the rows are coded.</param>
    public FaxDecoder(ReadOnlyMemory<byte> data, int width, FaxVariant variant)
    {
        _width = width;
        _variant = variant;
        _bits = new FaxBits(data);
        _row = new FaxRow(width);
        _above = new FaxRow(width);
    }

    /// <summary>How many compressed bytes were taken.</summary>
    public long Offset => _bits.Offset;

    /// <summary>Unpacks the next row.</summary>
    /// <param name="target">Takes the bits, black as 1, the leftmost pixel in the first byte's high bit.</param>
    /// <exception cref="DigitMLException">The data is at its end or no such code; the message is a clause without the file's name.</exception>
    public void Read(Span<byte> target)
    {
        (_row, _above) = (_above, _row);
        _row.Start();
        if (StartRow()) { ReadRuns(); } else { ReadChanges(); }
        _row.End();
        _row.Paint(target);
    }

    /// <summary>Passes over what stands before a row; returns whether the row is coded by itself.</summary>
    private bool StartRow()
    {
        switch (_variant)
        {
            case FaxVariant.ModifiedHuffman:
                _bits.AlignToByte();
                return true;
            case FaxVariant.Group3:
                SkipEndOfLine();
                return true;
            case FaxVariant.Group3TwoDimensional:
                if (!SkipEndOfLine()) { throw Fault("a row without the mark before it"); }
                bool byItself = _bits.Peek(1) == 1;
                _bits.Skip(1);
                return byItself;
            default:
                return false;
        }
    }

    /// <summary>Passes over an end-of-line mark, if one is there: eleven zeros or more, and a one.</summary>
    private bool SkipEndOfLine()
    {
        if (_bits.Peek(EndOfLineZeros) != 0) { return false; }
        while (_bits.Peek(1) == 0)
        {
            _bits.Skip(1);
            if (_bits.IsBeyondEnd) { throw Fault("no further row"); }
        }
        _bits.Skip(1);
        return true;
    }

    private void ReadRuns()
    {
        bool black = false;
        for (int column = 0; column < _width; black = !black)
        {
            column = ReadRun(column, black);
            AddChange(column);
        }
    }

    /// <summary>Reads the code words of one run; returns the column where it ends.</summary>
    private int ReadRun(int column, bool black)
    {
        while (true)
        {
            (short run, byte bits) = FaxCodes.Find(black, _bits.Peek(FaxCodes.LongestBits));
            if (bits == 0) { throw Fault($"no code for a {(black ? "black" : "white")} run"); }
            _bits.Skip(bits);
            column += run;
            if (column > _width) { throw Fault($"a run beyond the {_width:N0} pixels of the row"); }
            if (run < FaxCodes.FirstMakeUp) { return column; }
        }
    }

    private void ReadChanges()
    {
        // "a0" and the index of "b1" in T.4; a0 starts in front of the row.
        int column = -1, index = 0;
        for (bool black = false; column < _width;)
        {
            index = _above.Find(column, black, Math.Max(0, index - 1));
            FaxMode mode = ReadMode();
            if (mode == FaxMode.Pass)
            {
                column = _above[index + 1];
            }
            else if (mode == FaxMode.Horizontal)
            {
                int middle = ReadRun(Math.Max(column, 0), black);
                AddChange(middle);
                column = ReadRun(middle, !black);
                AddChange(column);
            }
            else
            {
                int next = _above[index] + (int)mode;
                if (next < Math.Max(column, 0) || next > _width) { throw Fault("a change outside the row"); }
                column = next;
                AddChange(column);
                black = !black;
            }
        }
    }

    private void AddChange(int column)
    {
        // Runs of no pixels are legal, but an endless row of them is not.
        if (_row.Count > _width + 1) { throw Fault("more changes than pixels"); }
        _row.Add(column);
    }

    /// <summary>The mode words of T.4, table 4; what is left is an extension, which is not in use, or the end of the data.</summary>
    private FaxMode ReadMode()
    {
        int bits = _bits.Peek(LongestModeBits);
        (FaxMode mode, int length) = bits switch
        {
            >= 0b1000000 => (FaxMode.Vertical, 1),
            >= 0b0110000 => (FaxMode.Right1, 3),
            >= 0b0100000 => (FaxMode.Left1, 3),
            >= 0b0010000 => (FaxMode.Horizontal, 3),
            >= 0b0001000 => (FaxMode.Pass, 4),
            >= 0b0000110 => (FaxMode.Right2, 6),
            >= 0b0000100 => (FaxMode.Left2, 6),
            0b0000011 => (FaxMode.Right3, 7),
            0b0000010 => (FaxMode.Left3, 7),
            _ => throw Fault("no code for a change"),
        };
        _bits.Skip(length);
        return mode;
    }

    private DigitMLException Fault(string clause) => new(_bits.IsBeyondEnd || _bits.IsAtEnd ? "no further data" : clause);
}
