namespace DigitML.Imaging;

/// <summary>The bytes of an image file with the name that error messages use; what every format's reader starts from.</summary>
/// <param name="Name">The file's path, or what the caller called the stream.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record ImageSource(string Name, byte[] Bytes)
{
    /// <summary>The error for malformed content.</summary>
    /// <param name="offset">Where the fault lies, in bytes from the file's start.</param>
    /// <param name="sentence">What was found, what was wanted and what to do, ending in a full stop.</param>
    /// <param name="inner">The error it came from, if any.</param>
    public InvalidDataException Malformed(long offset, string sentence, Exception? inner = null) =>
        new($"{Name}, byte {offset}: {sentence}", inner);

    /// <summary>Refuses the size a file's header claims, before anything of that size is allocated.</summary>
    /// <param name="offset">Where the header states the size.</param>
    /// <param name="width">The claimed width in pixels.</param>
    /// <param name="height">The claimed height in pixels.</param>
    /// <exception cref="InvalidDataException">No pixels, or more than <see cref="ImageLimits.MaximumPixels"/>.</exception>
    public void CheckSize(long offset, long width, long height)
    {
        if (width <= 0 || height <= 0)
        {
            throw Malformed(offset, $"the image claims {width:N0} x {height:N0} pixels; both sides must be at least 1.");
        }
        // A division, as the product of two claimed sides may overflow.
        if (width > ImageLimits.MaximumPixels / height)
        {
            throw Malformed(offset, $"the image claims {width:N0} x {height:N0} pixels, more than the limit of "
                + $"{ImageLimits.MaximumPixels:N0}; scale it down first.");
        }
    }
}
