namespace DigitML.Imaging.Jpeg;

/// <summary>
/// A scan of a progressive picture, which brings a band of the coefficients down to some bit, or one more bit of them (ITU-T T.81, annex G).
/// </summary>
internal sealed class ProgressiveScan(ImageSource source, JpegFrame frame, JpegScanHeader header, int restartInterval, int dataOffset)
    : JpegScan(source, frame, header, restartInterval, dataOffset)
{
    private const int LongestRun = 15;

    // Blocks without a further new coefficient in the band, this one included.
    private int _endedBlocks;

    /// <inheritdoc/>
    protected override void ReadBlock(JpegScanComponent part, int column, int row)
    {
        Span<short> block = part.Component.Coefficients(column, row);
        switch (Header.First == 0, Header.High == 0)
        {
            case (true, true):
                part.Prediction += Bits.ReadSigned(Bits.ReadSymbol(part.Dc));
                block[0] = (short)(part.Prediction << Header.Low);
                break;
            case (true, false):
                block[0] |= (short)(Bits.ReadNumber(1) << Header.Low);
                break;
            case (false, true):
                ReadBand(part.Ac, block);
                break;
            default:
                RefineBand(part.Ac, block);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        base.Restart();
        _endedBlocks = 0;
    }

    /// <summary>The first pass of a band (section G.1.2.2).</summary>
    private void ReadBand(HuffmanTable table, Span<short> block)
    {
        if (_endedBlocks > 0)
        {
            _endedBlocks--;
            return;
        }
        for (int k = Header.First; k <= Header.Last; k++)
        {
            int symbol = Bits.ReadSymbol(table);
            int run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < LongestRun)
            {
                _endedBlocks = EndedBlocks(run) - 1;
                return;
            }
            k = Within(k + run);
            block[ZigZag.Order[k]] = (short)(Bits.ReadSigned(size) << Header.Low);
        }
    }

    /// <summary>A further pass of a band: a bit of each coefficient that is not zero, and new ones among the zeros (section G.1.2.3).</summary>
    private void RefineBand(HuffmanTable table, Span<short> block)
    {
        int k = Header.First;
        while (_endedBlocks == 0 && k <= Header.Last)
        {
            int symbol = Bits.ReadSymbol(table);
            int run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < LongestRun)
            {
                _endedBlocks = EndedBlocks(run);
                break;
            }
            if (size > 1)
            {
                throw Damaged("a new coefficient of a further pass has more than one bit");
            }
            int value = size == 0 ? 0 : Bits.ReadBit() ? 1 << Header.Low : -1 << Header.Low;
            k = Refine(block, k, run);
            if (value != 0)
            {
                block[ZigZag.Order[Within(k)]] = (short)value;
            }
            k++;
        }
        if (_endedBlocks > 0)
        {
            _endedBlocks--;
            // Most ended blocks are empty; looking at all coefficients at once is quicker than one by one.
            if (block[1..].ContainsAnyExcept((short)0))
            {
                Refine(block, k, int.MaxValue);
            }
        }
    }

    /// <summary>Reads a bit for each coefficient that is not zero, until a zero comes after so many of them.</summary>
    /// <returns>Where that zero is, or behind the band.</returns>
    private int Refine(Span<short> block, int k, int zeros)
    {
        for (; k <= Header.Last; k++)
        {
            ref short coefficient = ref block[ZigZag.Order[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (Bits.ReadBit())
            {
                coefficient += (short)(coefficient > 0 ? 1 << Header.Low : -1 << Header.Low);
            }
        }
        return k;
    }

    private int EndedBlocks(int size) => (1 << size) + Bits.ReadNumber(size);

    private int Within(int k) => k <= Header.Last ? k : throw Damaged("a block has more coefficients than the pass");
}
