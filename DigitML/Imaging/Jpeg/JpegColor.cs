namespace DigitML.Imaging.Jpeg;

/// <summary>What the components of a picture mean.</summary>
internal enum JpegColor
{
    /// <summary>One component: grey.</summary>
    Gray,

    /// <summary>Rec. 601's luma and two colour differences (ITU-T T.871, section 7).</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow and black, stored as 255 minus the ink, as all writers do since Adobe's first.</summary>
    Cmyk,

    /// <summary>As <see cref="Cmyk"/>, but the first three as luma and colour differences of the ink.</summary>
    Ycck,
}
