using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Looks at a flat page from a place off its axis: a projective map that leaves the page's middle where it is.</summary>
internal sealed class Camera
{
    /// <summary>How far off the camera is, in diagonals of the page, as one holds a telephone.</summary>
    private const float Distance = 1.5f;

    private readonly int _width;
    private readonly int _height;
    private readonly float _distance;
    private readonly float[,] _axes;

    /// <summary>A camera.</summary>
    /// <param name="width">Columns of the page.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="tiltX">How far the page leans back, in degrees; 0 is upright.</param>
    /// <param name="tiltY">How far its right side is turned away, in degrees.</param>
    /// <param name="turn">How far it is turned in its plane, in degrees.</param>
    public Camera(int width, int height, float tiltX, float tiltY, float turn)
    {
        (_width, _height) = (width, height);
        _distance = Distance * MathF.Sqrt((float)width * width + (float)height * height);
        const float Radian = MathF.PI / 180;
        (float sinX, float cosX) = MathF.SinCos(tiltX * Radian);
        (float sinY, float cosY) = MathF.SinCos(tiltY * Radian);
        (float sin, float cos) = MathF.SinCos(turn * Radian);
        // The images of the page's axes in space: turned in the plane, then about the vertical axis, then about the horizontal one.
        _axes = new float[,]
        {
            { cos * cosY, sin * cosX - cos * sinY * sinX, sin * sinX + cos * sinY * cosX },
            { -sin * cosY, cos * cosX + sin * sinY * sinX, cos * sinX - sin * sinY * cosX },
        };
        IsStraight = (tiltX, tiltY, turn) == (0, 0, 0);
    }

    /// <summary>Whether everything stays where it is.</summary>
    private bool IsStraight { get; }

    /// <summary>Draws a camera for a page.</summary>
    public static Camera Draw(PageOptions options, int width, int height, ref RandomStream random) => new(
        width, height, random.Uniform(-options.Tilt, options.Tilt), random.Uniform(-options.Tilt, options.Tilt),
        random.Uniform(-options.Turn, options.Turn));

    /// <summary>What the camera sees.</summary>
    public InkSheet Photograph(InkSheet sheet)
    {
        if (IsStraight) { return sheet; }
        var seen = new InkSheet(_width, _height);
        for (int i = 0; i < seen.Values.Length; i++)
        {
            (float x, float y) = ToPage(i % _width + .5f, i / _width + .5f);
            seen.Values[i] = sheet.Sample(x - .5f, y - .5f);
        }
        return seen;
    }

    /// <summary>Where the camera sees the digits of a line.</summary>
    public PageLine Locate(PageLine line) =>
        IsStraight ? line : new PageLine([.. line.Digits.Select(digit => digit with { Box = Locate(digit.Box) })]);

    /// <summary>Where the camera sees a place of the page.</summary>
    public (float X, float Y) FromPage(float x, float y)
    {
        (x, y) = (x - _width / 2f, y - _height / 2f);
        float depth = _distance + x * _axes[0, 2] + y * _axes[1, 2];
        return (_width / 2f + _distance * (x * _axes[0, 0] + y * _axes[1, 0]) / depth,
            _height / 2f + _distance * (x * _axes[0, 1] + y * _axes[1, 1]) / depth);
    }

    /// <summary>Which place of the page the camera sees at a place of the picture: the solution of <see cref="FromPage"/>.</summary>
    public (float X, float Y) ToPage(float x, float y)
    {
        (x, y) = ((x - _width / 2f) / _distance, (y - _height / 2f) / _distance);
        float a = _axes[0, 0] - x * _axes[0, 2], b = _axes[1, 0] - x * _axes[1, 2];
        float c = _axes[0, 1] - y * _axes[0, 2], d = _axes[1, 1] - y * _axes[1, 2];
        float determinant = a * d - b * c;
        return (_width / 2f + _distance * (x * d - y * b) / determinant, _height / 2f + _distance * (y * a - x * c) / determinant);
    }

    /// <summary>The box round a box's corners.</summary>
    private PageBox Locate(PageBox box)
    {
        (float X, float Y)[] corners =
            [FromPage(box.X, box.Y), FromPage(box.Right, box.Y), FromPage(box.X, box.Bottom), FromPage(box.Right, box.Bottom)];
        int left = (int)MathF.Round(corners.Min(corner => corner.X)), top = (int)MathF.Round(corners.Min(corner => corner.Y));
        int right = (int)MathF.Round(corners.Max(corner => corner.X)), bottom = (int)MathF.Round(corners.Max(corner => corner.Y));
        return PageBox.Between(left, top, right, bottom);
    }
}
