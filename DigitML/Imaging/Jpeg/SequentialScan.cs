namespace DigitML.Imaging.Jpeg;

/// <summary>A scan of a baseline or extended sequential picture, which brings whole blocks (ITU-T T.81, section F.2).</summary>
internal sealed class SequentialScan(ImageSource source, JpegFrame frame, JpegScanHeader header, int restartInterval, int dataOffset)
    : JpegScan(source, frame, header, restartInterval, dataOffset)
{
    private const int LongestRun = 15;

    private readonly short[] _block = new short[64];

    /// <inheritdoc/>
    protected override void ReadBlock(JpegScanComponent part, int column, int row)
    {
        short[] block = _block;
        Array.Clear(block);
        part.Prediction += Bits.ReadSigned(Bits.ReadSymbol(part.Dc));
        block[0] = (short)part.Prediction;
        for (int k = 1; k < 64; k++)
        {
            int symbol = Bits.ReadSymbol(part.Ac);
            int run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < LongestRun)
            {
                break;
            }
            k += run;
            if (k > 63)
            {
                throw Damaged("a block has more than 64 coefficients");
            }
            block[ZigZag.Order[k]] = (short)Bits.ReadSigned(size);
        }
        part.Component.Transform(block, column, row);
    }
}
