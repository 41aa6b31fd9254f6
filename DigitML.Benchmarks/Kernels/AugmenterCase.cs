namespace DigitML.Benchmarks.Kernels;

/// <summary>What an augmenter does to every image.</summary>
public enum AugmenterCase
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Rotation, zoom, shift and shear of the presets.</summary>
    Affine,

    /// <summary>The same with an elastic deformation.</summary>
    Elastic,

    /// <summary>Stroke width, up to 1.5 pixels.</summary>
    Stroke,

    /// <summary>Hollow strokes.</summary>
    Outline,

    /// <summary>Up to three lines.</summary>
    Lines,

    /// <summary>A rectangle.</summary>
    Erasing,

    /// <summary>Contrast and background.</summary>
    Light,

    /// <summary>Blur of up to 1.5 pixels.</summary>
    Blur,

    /// <summary>Gaussian noise.</summary>
    Noise,

    /// <summary>Black and white pixels.</summary>
    Impulses,

    /// <summary>All of it.</summary>
    Everything,
}
