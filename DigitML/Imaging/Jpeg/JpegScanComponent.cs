namespace DigitML.Imaging.Jpeg;

/// <summary>A component as a scan refers to it (ITU-T T.81, section B.2.3).</summary>
/// <param name="component">The frame's component.</param>
/// <param name="dc">The code of DC differences; null if the scan has none.</param>
/// <param name="ac">The code of AC coefficients; null if the scan has none.</param>
internal sealed class JpegScanComponent(JpegComponent component, HuffmanTable? dc, HuffmanTable? ac)
{
    /// <summary>The frame's component.</summary>
    public JpegComponent Component { get; } = component;

    /// <summary>The code of DC differences; only to be used if the scan has some.</summary>
    public HuffmanTable Dc => dc!;

    /// <summary>The code of AC coefficients; only to be used if the scan has some.</summary>
    public HuffmanTable Ac => ac!;

    /// <summary>The DC coefficient of the block before, from which the next one differs; 0 at the start and after a restart.</summary>
    public int Prediction { get; set; }
}
