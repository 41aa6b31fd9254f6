namespace DigitML;

/// <summary>
/// How far training pictures are changed at random, anew in every epoch: moved and bent, redrawn with another pen, scratched, badly lit,
/// blurred, noisy. All amounts default to 0: not at all.
/// </summary>
/// <remarks>
/// The ranges of the affine changes are those of Keras' ImageDataGenerator (rotation_range, zoom_range, width_shift_range with
/// height_shift_range, shear_range); shear is a tangent here instead of degrees, and what moves in from outside is black (fill_mode
/// "constant"). Every picture draws each amount anew, all values of a range being equally likely. Affine and elastic changes are made to
/// every picture, each of the others to a <see cref="Probability"/> of them, in this order: stroke, outline, lines, erasing, contrast and
/// background, blur, noise, impulses. Pictures are white on black.
/// </remarks>
public sealed record AugmentationOptions
{
    /// <summary>No augmentation: all amounts 0.</summary>
    public static AugmentationOptions None { get; } = new();

    /// <summary>The largest turn in degrees, either way; 0 to 180, default 0. For digits around 10.</summary>
    public float Rotation { get; init; }

    /// <summary>The largest change of size as a fraction, larger or smaller, drawn for width and height each; 0 to 0.9, default 0.
    /// 0.1 means 0.9 to 1.1 times the size.</summary>
    public float Zoom { get; init; }

    /// <summary>The largest move as a fraction of the width, left or right, and of the height, up or down; 0 to 1, default 0.</summary>
    public float Shift { get; init; }

    /// <summary>The largest slant, either way, as the tangent of its angle; 0 to 2, default 0. 0.1 moves a row by a tenth of its height
    /// above or below the middle.</summary>
    public float Shear { get; init; }

    /// <summary>The largest typical displacement of an elastic deformation, a standard deviation along each axis, as a fraction of the width;
    /// 0 to 0.5, default 0. For digits around 0.04.</summary>
    /// <remarks>After Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis"
    /// (2003); the smooth random field is a cubic B-spline here. No pixel moves further than 3.5 times the typical displacement.</remarks>
    public float Elastic { get; init; }

    /// <summary>The distance of the points between which the elastic deformation is smooth, as a fraction of the width; 0.05 (a tremor) to 1
    /// (a bend of the whole), default 0.25.</summary>
    public float ElasticSmoothness { get; init; } = .25f;

    /// <summary>The largest change of the strokes' width, in pixels on either side of a stroke, thicker or thinner; 0 to 3, default 0.
    /// Thinning leaves a core of every stroke.</summary>
    public float StrokeWidth { get; init; }

    /// <summary>The largest share of their ink that strokes lose while a line of one pixel round them stays; 0 to 1, default 0. At 1 what is
    /// drawn may be an outline alone.</summary>
    public float Outline { get; init; }

    /// <summary>The largest number of thin straight lines, scratches of paper or ink; 0 to 100, default 0.</summary>
    public int Lines { get; init; }

    /// <summary>The largest sides, as fractions of width and height, of a rectangle that is painted over in black or grey; 0 to 1,
    /// default 0.</summary>
    /// <remarks>Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation" (2017).</remarks>
    public float Erasing { get; init; }

    /// <summary>The largest loss or gain of contrast, as a fraction: what is not black is multiplied by 1 less or more than it; 0 to 1,
    /// default 0.</summary>
    public float Contrast { get; init; }

    /// <summary>The largest level of an uneven background that shines through wherever there is no ink, as a fraction of white; 0 to 1,
    /// default 0.</summary>
    public float Background { get; init; }

    /// <summary>The largest standard deviation of a Gaussian blur, in pixels; 0 to 3, default 0.</summary>
    public float Blur { get; init; }

    /// <summary>The largest standard deviation of Gaussian noise that is added, as a fraction of white; 0 to 1, default 0.</summary>
    public float Noise { get; init; }

    /// <summary>The largest share of pixels that turn black or white; 0 to 1, default 0.</summary>
    public float ImpulseNoise { get; init; }

    /// <summary>How probable each change beyond the affine and the elastic one is; 0 to 1, default 0.5. The lower, the more clean pictures stay
    /// in the mix.</summary>
    public float Probability { get; init; } = .5f;

    /// <summary>Whether every picture stays where it is.</summary>
    internal bool MovesNothing => Rotation == 0 && Zoom == 0 && Shift == 0 && Shear == 0 && Elastic == 0;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="DigitMLException">A range is not a number or outside its limits.</exception>
    public void Validate()
    {
        Check(nameof(Rotation), Rotation, 180);
        Check(nameof(Zoom), Zoom, 0.9f);
        Check(nameof(Shift), Shift, 1);
        Check(nameof(Shear), Shear, 2);
        Check(nameof(Elastic), Elastic, 0.5f);
        Check(nameof(ElasticSmoothness), ElasticSmoothness, 1, minimum: 0.05f);
        Check(nameof(StrokeWidth), StrokeWidth, 3);
        Check(nameof(Outline), Outline, 1);
        Check(nameof(Lines), Lines, 100);
        Check(nameof(Erasing), Erasing, 1);
        Check(nameof(Contrast), Contrast, 1);
        Check(nameof(Background), Background, 1);
        Check(nameof(Blur), Blur, 3);
        Check(nameof(Noise), Noise, 1);
        Check(nameof(ImpulseNoise), ImpulseNoise, 1);
        Check(nameof(Probability), Probability, 1);
    }

    private static void Check(string name, float value, float maximum, float minimum = 0)
    {
        // Written so that NaN fails too.
        if (!(value >= minimum && value <= maximum))
        {
            throw new DigitMLException($"The augmentation {name} is {value}, but must be from {minimum} to {maximum}.");
        }
    }
}
