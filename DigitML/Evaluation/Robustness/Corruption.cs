namespace DigitML;

/// <summary>A way in which a picture of a digit can be spoilt without becoming another digit: the fifteen of MNIST-C, in its order.</summary>
/// <remarks>
/// Kinds and severities are those of the published benchmark: Mu and Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision", 2019.
/// Lengths are in pixels of a 28 x 28 picture and grow with the picture; greys run from 0 (black) to 1 (white).
/// </remarks>
public enum Corruption
{
    /// <summary>Few photons: every pixel becomes a third of a Poisson number whose mean is three times its grey.</summary>
    ShotNoise,

    /// <summary>Salt and pepper: 17 % of the pixels become black or white, half of them each.</summary>
    ImpulseNoise,

    /// <summary>A ribbed pane: blurred down the columns with a deviation of 0.7 pixels, neighbours swapped at random twice, blurred again.</summary>
    GlassBlur,

    /// <summary>Smeared one way at -45 to 45 degrees, fading as a half Gaussian of deviation 3, up to 20 pixels far.</summary>
    MotionBlur,

    /// <summary>Slanted to either side by 0.4 radians: a row moves by 0.42 of its distance from the middle and rows move closer by 8 %.</summary>
    Shear,

    /// <summary>Shrunk to 70 % of width and height.</summary>
    Scale,

    /// <summary>Turned about the middle by 0.4 radians (23 degrees), either way.</summary>
    Rotate,

    /// <summary>Every grey is raised by 0.5, white being the end.</summary>
    Brightness,

    /// <summary>Moved by 3 pixels to the left or right and by 3 pixels up or down.</summary>
    Translate,

    /// <summary>The outer quarters, on the left and on the right, become their negatives.</summary>
    Stripe,

    /// <summary>Plasma fog (diamond-square, decay 1.4 a level) added with weight 3, the sum scaled back to the picture's brightest grey.</summary>
    Fog,

    /// <summary>Mud splashes of grey 63/255 where smoothed noise is high, covering the digit.</summary>
    Spatter,

    /// <summary>A white line through the whole picture, two columns drawn and two left out in turn.</summary>
    DottedLine,

    /// <summary>A white zigzag across the picture: teeth of 2 pixels up and down, 4 pixels apart.</summary>
    Zigzag,

    /// <summary>Only the edges of the strokes, white on black: Canny's detector (deviation 1, thresholds 0.1 and 0.2).</summary>
    CannyEdges,
}
