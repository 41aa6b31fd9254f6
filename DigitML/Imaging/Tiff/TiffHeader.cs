namespace DigitML.Imaging.Tiff;

/// <summary>What a directory says about its picture, checked.</summary>
/// <param name="Width">Pixels in a stored row.</param>
/// <param name="Height">Stored rows.</param>
/// <param name="BitDepth">Bits of every sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Samples">Samples of a pixel, 1 to 8.</param>
/// <param name="Photometric">What the samples mean.</param>
/// <param name="Compression">How the pixels are compressed.</param>
/// <param name="Planar">Whether each sample has strips or tiles of its own.</param>
/// <param name="LowBitFirst">Whether bytes are to be read from their low bit on.</param>
/// <param name="Predicted">Whether samples are differences from the pixel on the left.</param>
/// <param name="Alpha">What the sample after grey or colour means: 1 alpha that the colour was multiplied by, 2 alpha, otherwise nothing.</param>
/// <param name="Orientation">1 to 8, where the stored first row and column belong.</param>
internal sealed record TiffHeader(
    int Width, int Height, int BitDepth, int Samples, TiffPhotometric Photometric, TiffCompression Compression, bool Planar,
    bool LowBitFirst, bool Predicted, int Alpha, int Orientation)
{
    private const int MostSamples = 8;

    /// <summary>Samples that make the colour: 3 for RGB, else 1.</summary>
    public int ColorSamples => Photometric == TiffPhotometric.Rgb ? 3 : 1;

    /// <summary>Samples that stand together in a row.</summary>
    public int RowSamples => Planar ? 1 : Samples;

    /// <summary>Whether the pixels are black and white in fax codes.</summary>
    public bool IsFax => Compression is TiffCompression.ModifiedHuffman or TiffCompression.Group3 or TiffCompression.Group4;

    /// <summary>Takes and checks the fields.</summary>
    /// <exception cref="DigitMLException">A field is missing, a value is impossible or not read, or there are too many pixels.</exception>
    public static TiffHeader Parse(ImageSource source, TiffDirectory directory)
    {
        TiffField width = directory.Require(TiffTag.ImageWidth), height = directory.Require(TiffTag.ImageLength);
        source.CheckSize(width.Offset, width[0], height[0]);
        long samples = directory.Number(TiffTag.SamplesPerPixel, 1);
        if (samples is < 1 or > MostSamples)
        {
            throw directory.Refuse(TiffTag.SamplesPerPixel, $"{samples:N0} samples a pixel are not read, only 1 to {MostSamples}; "
                + "save the image as PNG.");
        }
        var header = new TiffHeader((int)width[0], (int)height[0], ParseDepth(directory), (int)samples, ParsePhotometric(directory),
            ParseCompression(directory),
            Choice(directory, TiffTag.PlanarConfiguration, 2) == 2 && samples > 1, Choice(directory, TiffTag.FillOrder, 2) == 2,
            Choice(directory, TiffTag.Predictor, 2) == 2, (int)directory.Number(TiffTag.ExtraSamples, 0),
            (int)Choice(directory, TiffTag.Orientation, 8));
        header.CheckCombination(directory);
        return header;
    }

    private static int ParseDepth(TiffDirectory directory)
    {
        TiffField? field = directory.Find(TiffTag.BitsPerSample);
        long depth = field?[0] ?? 1;
        for (long i = 1; i < field?.Count; i++)
        {
            if (field[i] != depth)
            {
                throw directory.Refuse(TiffTag.BitsPerSample, $"samples of {depth:N0} and {field[i]:N0} bits in one picture are not read; "
                    + "save the image as PNG.");
            }
        }
        return depth is 1 or 2 or 4 or 8 or 16 ? (int)depth : throw directory.Refuse(TiffTag.BitsPerSample,
            $"samples of {depth:N0} bits are not read, only 1, 2, 4, 8 and 16; save the image as PNG.");
    }

    private static TiffPhotometric ParsePhotometric(TiffDirectory directory)
    {
        var photometric = (TiffPhotometric)directory.Require(TiffTag.PhotometricInterpretation)[0];
        return photometric is <= TiffPhotometric.Palette ? photometric : throw directory.Refuse(TiffTag.PhotometricInterpretation,
            $"colours as {photometric} are not read, only grey, RGB and palettes; save the image as PNG.");
    }

    private static TiffCompression ParseCompression(TiffDirectory directory)
    {
        var compression = (TiffCompression)directory.Number(TiffTag.Compression, (long)TiffCompression.None);
        bool known = compression is TiffCompression.None or TiffCompression.ModifiedHuffman or TiffCompression.Group3
            or TiffCompression.Group4 or TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate or TiffCompression.PackBits;
        return known ? compression : throw directory.Refuse(TiffTag.Compression,
            $"compression {compression} is not read; save the image as TIFF with LZW or Deflate, or as PNG.");
    }

    /// <summary>A field of few possible values, 1 and on; 1 is the default of all of them.</summary>
    private static long Choice(TiffDirectory directory, TiffTag tag, int last)
    {
        long value = directory.Number(tag, 1);
        return value >= 1 && value <= last ? value : throw directory.Refuse(tag,
            $"{tag} is {value:N0}, but only 1 to {last} are read; save the image anew as TIFF or as PNG.");
    }

    private void CheckCombination(TiffDirectory directory)
    {
        TiffField? format = directory.Find(TiffTag.SampleFormat);
        // 4 is "undefined", which programs write for plain numbers.
        if (format is not null && format[0] is not (1 or 4))
        {
            throw directory.Refuse(TiffTag.SampleFormat, "samples that are signed or fractions are not read; save the image as PNG.");
        }
        if (Samples < ColorSamples || (Photometric == TiffPhotometric.Palette && BitDepth > 8) || (IsFax && (BitDepth > 1 || Samples > 1))
            || (Predicted && !IsFax && BitDepth < 8))
        {
            throw directory.Refuse(TiffTag.BitsPerSample, $"{Samples} samples of {BitDepth} bits are not read as {Photometric} with compression "
                + $"{Compression}{(Predicted ? " and predictor" : "")}; save the image as PNG.");
        }
        if (((directory.Number(TiffTag.T4Options, 0) | directory.Number(TiffTag.T6Options, 0)) & 2) != 0 && IsFax)
        {
            throw directory.Refuse(TiffTag.Compression, "fax data with uncompressed parts is not read; save the image as PNG.");
        }
    }
}
