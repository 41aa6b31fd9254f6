namespace DigitML.Imaging.Jpeg;

/// <summary>What a file says of its colours; the frame header says nothing.</summary>
internal sealed class JpegColorMarks
{
    private const int TransformOffset = 11;
    private const byte UntransformedColors = 0;
    private const byte InkTransform = 2;

    private bool _isJfif;
    private byte? _adobeTransform;

    /// <summary>Takes note of a segment APP0, if it is JFIF's (ITU-T T.871, section 10.1).</summary>
    public void ReadJfif(JpegSegment segment) => _isJfif |= segment.Data.Span.StartsWith("JFIF\0"u8);

    /// <summary>Takes note of a segment APP14, if it is Adobe's (ITU-T T.872, section 6.5.3).</summary>
    public void ReadAdobe(JpegSegment segment)
    {
        if (segment.Data.Span.StartsWith("Adobe"u8) && segment.Data.Length > TransformOffset)
        {
            _adobeTransform = segment.Data.Span[TransformOffset];
        }
    }

    /// <summary>The meaning of the components. A JFIF file is never RGB; without any mark, the components' names decide.</summary>
    public JpegColor ColorOf(IReadOnlyList<JpegComponent> components) => components.Count switch
    {
        1 => JpegColor.Gray,
        3 => IsRgb(components) ? JpegColor.Rgb : JpegColor.YCbCr,
        _ => _adobeTransform == InkTransform ? JpegColor.Ycck : JpegColor.Cmyk,
    };

    private bool IsRgb(IReadOnlyList<JpegComponent> components)
    {
        if (_isJfif)
        {
            return false;
        }
        return _adobeTransform == UntransformedColors
            || (_adobeTransform is null && components.Select(component => (char)component.Id).SequenceEqual("RGB"));
    }
}
