namespace DigitML.Data.Formats.Idx;

/// <summary>What an IDX file is expected to hold.</summary>
/// <param name="What">The content for messages.</param>
/// <param name="Magics">
/// The magic numbers it may begin with: two zeros, the type (0x08 unsigned bytes, 0x0C 32-bit integers), the number of dimensions.
/// </param>
internal sealed record IdxContent(string What, params uint[] Magics)
{
    /// <summary>Images of one byte a pixel.</summary>
    public static readonly IdxContent Images = new("images of unsigned bytes", 0x00000803);

    /// <summary>Labels of one byte.</summary>
    public static readonly IdxContent ByteLabels = new("labels of unsigned bytes", 0x00000801);

    /// <summary>Labels of one byte, or of 32-bit integers: one an image, or a row an image that begins with it, as QMNIST has.</summary>
    public static readonly IdxContent Labels = new("labels", 0x00000801, 0x00000C01, 0x00000C02);

    /// <summary>Whether a file that begins so holds this.</summary>
    public bool Has(uint magic) => Magics.Contains(magic);
}
