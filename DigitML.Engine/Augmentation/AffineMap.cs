using DigitML.Engine.Numerics;

namespace DigitML.Engine.Augmentation;

/// <summary>
/// Where each pixel of a new picture comes from in the old one: sourceX = Xx x + Xy y + X0, sourceY = Yx x + Yy y + Y0.
/// Pixel centres lie on whole numbers.
/// </summary>
internal readonly record struct AffineMap(float Xx, float Xy, float X0, float Yx, float Yy, float Y0)
{
    /// <summary>Draws a map: the picture is scaled, slanted, turned about its middle and then moved.</summary>
    /// <remarks>Six numbers are drawn whatever the options, so that changing one range leaves the others' draws alone.</remarks>
    public static AffineMap Draw(AugmentationOptions options, int height, int width, ref RandomStream random)
    {
        float degrees = random.Uniform(-options.Rotation, options.Rotation);
        float zoomX = 1 + random.Uniform(-options.Zoom, options.Zoom);
        float zoomY = 1 + random.Uniform(-options.Zoom, options.Zoom);
        float shiftX = random.Uniform(-options.Shift, options.Shift) * width;
        float shiftY = random.Uniform(-options.Shift, options.Shift) * height;
        float shear = random.Uniform(-options.Shear, options.Shear);
        return About((width - 1) / 2f, (height - 1) / 2f, degrees, zoomX, zoomY, shiftX, shiftY, shear);
    }

    /// <summary>The map for given amounts.</summary>
    /// <param name="centerX">The column that turning and scaling leave in place.</param>
    /// <param name="centerY">The row that turning and scaling leave in place.</param>
    /// <param name="degrees">The turn, clockwise as seen.</param>
    /// <param name="zoomX">New width over old width, above 0.</param>
    /// <param name="zoomY">New height over old height, above 0.</param>
    /// <param name="shiftX">The move to the right in pixels.</param>
    /// <param name="shiftY">The move down in pixels.</param>
    /// <param name="shear">Columns to the right for each row down.</param>
    public static AffineMap About(
        float centerX, float centerY, float degrees, float zoomX, float zoomY, float shiftX, float shiftY, float shear)
    {
        (float sin, float cos) = MathF.SinCos(degrees * (MathF.PI / 180));
        // The inverse, right to left: undo the move, the turn, the slant, then the zoom.
        float xx = (cos + shear * sin) / zoomX;
        float xy = (sin - shear * cos) / zoomX;
        float yx = -sin / zoomY;
        float yy = cos / zoomY;
        float movedX = centerX + shiftX;
        float movedY = centerY + shiftY;
        return new AffineMap(xx, xy, centerX - xx * movedX - xy * movedY, yx, yy, centerY - yx * movedX - yy * movedY);
    }
}
