namespace DigitML;

/// <summary>What is done to the images of a folder before they become a data set.</summary>
public enum ImageRule
{
    /// <summary>
    /// Images that all have one square size of at most 64 x 64 pixels are taken as they are, inverted if the set is dark on light (more than
    /// half of the pixels along the images' edges are 128 or lighter). Otherwise every image is normalised.
    /// </summary>
    Auto,

    /// <summary>Images are taken as they are, byte for byte; they must all have one square size.</summary>
    AsIs,

    /// <summary>
    /// Every image is brought to MNIST's form as for recognition: cropped to its ink, scaled and centred in 28 x 28 pixels, white on black.
    /// </summary>
    Normalize,
}
