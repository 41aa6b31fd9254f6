namespace DigitML.Augmentation;

/// <summary>
/// How far training pictures are turned, scaled, moved and slanted at random, anew in every epoch. All default to 0: not at all.
/// </summary>
/// <remarks>
/// The ranges are those of Keras' ImageDataGenerator (rotation_range, zoom_range, width_shift_range with height_shift_range,
/// shear_range); shear is a tangent here instead of degrees, and what moves in from outside is black (fill_mode "constant").
/// Every picture draws each amount anew, all values of a range being equally likely.
/// </remarks>
public sealed record AugmentationOptions
{
    /// <summary>No augmentation: all ranges 0.</summary>
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

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A range is not a number or outside its limits.</exception>
    public void Validate()
    {
        Check(nameof(Rotation), Rotation, 180);
        Check(nameof(Zoom), Zoom, 0.9f);
        Check(nameof(Shift), Shift, 1);
        Check(nameof(Shear), Shear, 2);
    }

    private static void Check(string name, float value, float maximum)
    {
        // Written so that NaN fails too.
        if (!(value >= 0 && value <= maximum))
        {
            throw new ArgumentException($"The augmentation {name} is {value}, but must be from 0 to {maximum}.");
        }
    }
}
