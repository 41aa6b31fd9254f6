namespace DigitML.Imaging.Pnm;

/// <summary>Size and kind of a picture of the Netpbm family.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Samples of a pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="Maximum">The sample that means full intensity, 1 to 65535.</param>
/// <param name="Encoding">How the samples are stored.</param>
internal sealed record PnmHeader(int Width, int Height, int Channels, int Maximum, PnmEncoding Encoding)
{
    /// <summary>Bytes of a raw sample, 1 or 2.</summary>
    public int SampleBytes => Maximum > 255 ? 2 : 1;

    /// <summary>The fewest bytes that a row can have.</summary>
    public long LeastRowBytes => Encoding switch
    {
        PnmEncoding.RawBits => PackedSamples.RowBytes(Width, 1),
        PnmEncoding.Raw => (long)Width * Channels * SampleBytes,
        _ => (long)Width * Channels,
    };

    /// <summary>Reads and checks the header; the text then stands at the first sample.</summary>
    /// <exception cref="DigitMLException">A value that the format does not allow, or too many pixels.</exception>
    public static PnmHeader Parse(ImageSource source, PnmText text)
    {
        char kind = (char)source.Bytes[1];
        text.Position = 2;
        if (kind == '7') { return PamHeader.Parse(source, text); }
        long width = text.ReadNumber("the width"), height = text.ReadNumber("the height");
        source.CheckSize(text.TokenOffset, width, height);
        bool bits = kind is '1' or '4';
        long maximum = bits ? 1 : text.ReadNumber("the maximum");
        CheckMaximum(source, text.TokenOffset, maximum);
        PnmEncoding encoding = kind switch
        {
            '1' => PnmEncoding.PlainBits,
            '2' or '3' => PnmEncoding.Plain,
            '4' => PnmEncoding.RawBits,
            _ => PnmEncoding.Raw,
        };
        if (kind >= '4') { text.SkipSeparator(); }
        return new PnmHeader((int)width, (int)height, kind is '3' or '6' ? 3 : 1, (int)maximum, encoding);
    }

    /// <summary>Refuses a maximum that the format does not allow.</summary>
    /// <exception cref="DigitMLException">The maximum is not from 1 to 65535.</exception>
    public static void CheckMaximum(ImageSource source, int offset, long maximum)
    {
        if (maximum is < 1 or > 65535)
        {
            throw source.Malformed(offset, $"the largest sample is said to be {maximum:N0}, but 1 to 65,535 are possible; save the image anew.");
        }
    }
}
