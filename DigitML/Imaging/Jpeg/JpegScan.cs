namespace DigitML.Imaging.Jpeg;

/// <summary>Walks through the blocks of a scan in the order of its data, with restarts (ITU-T T.81, sections A.2 and E.2.4).</summary>
internal abstract class JpegScan
{
    private readonly ImageSource _source;
    private readonly JpegFrame _frame;
    private readonly int _restartInterval;
    private int _untilRestart;
    private int _restarts;

    /// <summary>A scan whose data start at an offset.</summary>
    protected JpegScan(ImageSource source, JpegFrame frame, JpegScanHeader header, int restartInterval, int dataOffset)
    {
        _source = source;
        _frame = frame;
        Header = header;
        _restartInterval = _untilRestart = restartInterval;
        Bits = new JpegBitReader(source, dataOffset);
    }

    /// <summary>What comes in this scan.</summary>
    protected JpegScanHeader Header { get; }

    /// <summary>The scan's data.</summary>
    protected JpegBitReader Bits { get; }

    /// <summary>Reads the whole scan.</summary>
    /// <returns>An offset from which on the next marker is found.</returns>
    /// <exception cref="DigitMLException">The data end too early or are no code.</exception>
    public int Run()
    {
        bool interleaved = Header.Components.Length > 1;
        JpegComponent first = Header.Components[0].Component;
        int columns = interleaved ? _frame.UnitColumns : first.OwnBlockColumns;
        int rows = interleaved ? _frame.UnitRows : first.OwnBlockRows;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                RestartWhenDue();
                if (interleaved)
                {
                    ReadUnit(column, row);
                }
                else
                {
                    ReadChecked(Header.Components[0], column, row);
                }
            }
        }
        return Bits.Position;
    }

    /// <summary>Reads a block's part of this scan.</summary>
    protected abstract void ReadBlock(JpegScanComponent part, int column, int row);

    /// <summary>Forgets what one piece of the scan hands to the next.</summary>
    protected virtual void Restart()
    {
        foreach (JpegScanComponent part in Header.Components)
        {
            part.Prediction = 0;
        }
    }

    /// <summary>The error for coded data that no encoder writes.</summary>
    /// <param name="fault">What is wrong.</param>
    protected DigitMLException Damaged(string fault) =>
        _source.Malformed(Bits.Position, $"{fault}; the file is damaged, so get a fresh copy.");

    /// <summary>Reads a unit of an interleaved scan: of each component as many blocks as its sampling factors say.</summary>
    private void ReadUnit(int column, int row)
    {
        foreach (JpegScanComponent part in Header.Components)
        {
            JpegComponent component = part.Component;
            for (int y = 0; y < component.Vertical; y++)
            {
                for (int x = 0; x < component.Horizontal; x++)
                {
                    ReadChecked(part, column * component.Horizontal + x, row * component.Vertical + y);
                }
            }
        }
    }

    private void ReadChecked(JpegScanComponent part, int column, int row)
    {
        ReadBlock(part, column, row);
        if (Bits.IsOverrun)
        {
            string what = Bits.Position >= _source.Bytes.Length ? "the file ends" : "a marker ends the data";
            throw _source.Malformed(Bits.Position, $"{what} within block {column:N0} of row {row:N0} of component {part.Component.Id}; "
                + "the file is cut off or damaged, so get a complete copy.");
        }
    }

    private void RestartWhenDue()
    {
        if (_restartInterval == 0)
        {
            return;
        }
        if (_untilRestart == 0)
        {
            Bits.ReadRestart(_restarts++ & 7);
            Restart();
            _untilRestart = _restartInterval;
        }
        _untilRestart--;
    }
}
