namespace DigitML.Imaging;

/// <summary>The bytes of an image file with the name that error messages use; what every format's reader starts from.</summary>
/// <param name="Name">The file's path, or what the caller called the stream.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record ImageSource(string Name, byte[] Bytes)
{
    /// <summary>The most pixels that the picture may have, at most and by default <see cref="ImageLimits.MaximumPixels"/>.</summary>
    public long MaximumPixels { get; init; } = ImageLimits.MaximumPixels;

    /// <summary>The error for malformed content.</summary>
    /// <param name="offset">Where the fault lies, in bytes from the file's start.</param>
    /// <param name="sentence">What was found, what was wanted and what to do, ending in a full stop.</param>
    /// <param name="inner">The error it came from, if any.</param>
    public DigitMLException Malformed(long offset, string sentence, Exception? inner = null) =>
        new($"{Name}, byte {offset}: {sentence}", inner);

    /// <summary>A run of the file's bytes, after a check that the file holds all of it.</summary>
    /// <param name="offset">Where it starts, in bytes from the file's start.</param>
    /// <param name="length">Its bytes, 0 or more.</param>
    /// <param name="what">What messages call the run, such as "the palette".</param>
    /// <exception cref="DigitMLException">The run goes beyond the end of the file.</exception>
    public ReadOnlyMemory<byte> Part(long offset, long length, string what)
    {
        if (offset < 0 || length < 0 || offset > Bytes.Length || length > Bytes.Length - offset)
        {
            throw Malformed(offset, $"{what} should have {length:N0} bytes here, but the file has {Bytes.Length:N0} in all; "
                + "it is cut off or damaged, so get a complete copy.");
        }
        return Bytes.AsMemory((int)offset, (int)length);
    }

    /// <summary>Refuses the size a file's header claims, before anything of that size is allocated.</summary>
    /// <param name="offset">Where the header states the size.</param>
    /// <param name="width">The claimed width in pixels.</param>
    /// <param name="height">The claimed height in pixels.</param>
    /// <exception cref="DigitMLException">No pixels, or more than <see cref="MaximumPixels"/>.</exception>
    public void CheckSize(long offset, long width, long height)
    {
        if (width <= 0 || height <= 0)
        {
            throw Malformed(offset, $"the image claims {width:N0} x {height:N0} pixels; both sides must be at least 1.");
        }
        // A division, as the product of two claimed sides may overflow.
        if (width > MaximumPixels / height)
        {
            throw Malformed(offset, $"the image claims {width:N0} x {height:N0} pixels, more than the limit of "
                + $"{MaximumPixels:N0}; scale it down first.");
        }
    }
}
