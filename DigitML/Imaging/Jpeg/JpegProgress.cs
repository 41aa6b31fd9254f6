namespace DigitML.Imaging.Jpeg;

/// <summary>
/// Keeps account of the passes of a picture, refuses those out of order (ITU-T T.81, section G.1.1.1), and with them files that
/// make a decoder work without end.
/// </summary>
internal sealed class JpegProgress
{
    // Encoders write 5 to 15 passes, each over a part of the blocks.
    private const int MostRounds = 24;

    // Below this many blocks any file is quick.
    private const long FreeBlocks = 4_000_000;

    private const sbyte Nothing = -1;

    private readonly ImageSource _source;
    private readonly JpegFrame _frame;
    private readonly Dictionary<JpegComponent, sbyte[]> _lowestBits = [];
    private long _visitedBlocks;

    /// <summary>No pass yet.</summary>
    public JpegProgress(ImageSource source, JpegFrame frame)
    {
        _source = source;
        _frame = frame;
        foreach (JpegComponent component in frame.Components)
        {
            sbyte[] bits = new sbyte[64];
            Array.Fill(bits, Nothing);
            _lowestBits[component] = bits;
        }
    }

    /// <summary>The first component that no scan has brought; null if there is none.</summary>
    public JpegComponent? Missing => _frame.Components.FirstOrDefault(component => _lowestBits[component][0] == Nothing);

    /// <summary>Counts a scan in before it is read.</summary>
    /// <exception cref="DigitMLException">The scan repeats another, comes before its time, or is one too many.</exception>
    public void Enter(JpegScanHeader header)
    {
        foreach (JpegScanComponent part in header.Components)
        {
            JpegComponent component = part.Component;
            sbyte[] bits = _lowestBits[component];
            int wanted = header.High == 0 ? Nothing : header.High;
            bool inOrder = header.First == 0 || bits[0] != Nothing;
            foreach (ref sbyte bit in bits.AsSpan(header.First..(header.Last + 1)))
            {
                inOrder &= bit == wanted;
                bit = (sbyte)header.Low;
            }
            if (!inOrder)
            {
                throw _source.Malformed(header.Offset, $"coefficients {header.First} to {header.Last} of component {component.Id} come "
                    + "twice or in the wrong order; the file is damaged, so get a fresh copy.");
            }
            _visitedBlocks += component.Blocks;
        }
        if (_visitedBlocks > Math.Max(FreeBlocks, MostRounds * _frame.Blocks))
        {
            throw _source.Malformed(header.Offset, $"the scans go more than {MostRounds} times over the picture; "
                + "save it anew as baseline JPEG.");
        }
    }
}
