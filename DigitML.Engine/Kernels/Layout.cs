namespace DigitML.Engine.Kernels;

/// <summary>Rows and columns of zeros round an image, so that a convolution needs no special case at the border.</summary>
internal readonly record struct Halo(int Top, int Left, int Bottom, int Right)
{
    /// <summary>No border.</summary>
    public static Halo None => default;
}

/// <summary>How a batch of images [N, H, W, C], channels last, lies in memory: inside a halo, each sample starting on a cache line.</summary>
/// <remarks>Its steps are asked for at every row, so they are worked out once.</remarks>
internal readonly record struct Layout(int Height, int Width, int Channels, Halo Halo)
{
    /// <summary>Floats from a pixel to the one below.</summary>
    public int RowStride { get; } = (Width + Halo.Left + Halo.Right) * Channels;

    /// <summary>
    /// Floats from a sample to the next: an odd number of cache lines. An even one would crowd the samples' beginnings into a half of
    /// the first-level cache, a multiple of 4 kB into a single set of lines.
    /// </summary>
    public int SampleStride { get; } =
        (((Height + Halo.Top + Halo.Bottom) * (Width + Halo.Left + Halo.Right) * Channels + Simd.CacheLine - 1) / Simd.CacheLine | 1)
        * Simd.CacheLine;

    /// <summary>Floats from the start of a sample to its first pixel.</summary>
    public int Origin { get; } = (Halo.Top * (Width + Halo.Left + Halo.Right) + Halo.Left) * Channels;

    /// <summary>Floats from a sample's start to a kernel's first tap for the first output, the kernel reaching so far over the border.</summary>
    public int FirstTap(Halo border) => Origin - border.Top * RowStride - border.Left * Channels;

    /// <summary>Floats of one row of pixels, halo left out.</summary>
    public int RowLength => Width * Channels;
}
