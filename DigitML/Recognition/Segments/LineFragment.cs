using DigitML.Recognition.Ink;
using DigitML.Recognition.Lines;

namespace DigitML.Recognition.Segments;

/// <summary>Shapes of one line, or of a part of it, with the straight line through their middles.</summary>
internal sealed class LineFragment
{
    // A short fragment's own slope is chance.
    private const int LeastForSlope = 4;

    private readonly List<InkShape> _main;
    private readonly List<InkShape> _small = [];
    private readonly double _slope, _middleX, _middleY;

    /// <summary>Makes a fragment.</summary>
    /// <param name="shapes">At least one.</param>
    public LineFragment(List<InkShape> shapes)
    {
        _main = shapes;
        double[] heights = [.. shapes.Select(shape => (double)shape.Box.Height).Order()];
        Height = heights[heights.Length / 2];
        _middleX = shapes.Average(shape => shape.Box.CenterX);
        _middleY = shapes.Average(shape => shape.Box.CenterY);
        double spread = shapes.Sum(shape => Math.Pow(shape.Box.CenterX - _middleX, 2));
        _slope = shapes.Count < LeastForSlope || spread == 0
            ? 0
            : shapes.Sum(shape => (shape.Box.CenterX - _middleX) * (shape.Box.CenterY - _middleY)) / spread;
    }

    /// <summary>The median height of its shapes.</summary>
    public double Height { get; }

    private double Left => _main.Min(shape => shape.Box.X);

    private double Right => _main.Max(shape => shape.Box.Right);

    /// <summary>The row of the line's middle at a column.</summary>
    public double MiddleAt(double x) => _middleY + _slope * (x - _middleX);

    /// <summary>How far a box lies from the line, in heights of the line.</summary>
    public double Distance(PixelBox box)
    {
        double across = Math.Abs(box.CenterY - MiddleAt(box.CenterX)) / Height;
        double along = Math.Max(0, Math.Max(Left - box.Right, box.X - Right)) / Height;
        return Math.Max(across, along / 2);
    }

    /// <summary>Whether this fragment and another, which stands beside it, meet half-way.</summary>
    /// <param name="other">The other fragment.</param>
    /// <param name="offset">How far they may miss each other, in heights.</param>
    public bool GoesOnAs(LineFragment other, double offset)
    {
        if (Math.Max(Left, other.Left) < Math.Min(Right, other.Right)) { return false; }
        double x = Right <= other.Left ? (Right + other.Left) / 2 : (other.Right + Left) / 2;
        double height = Math.Min(Height, other.Height);
        return Math.Max(Height, other.Height) <= 2 * height && Math.Abs(MiddleAt(x) - other.MiddleAt(x)) <= offset * height;
    }

    /// <summary>Both as one.</summary>
    public LineFragment Join(LineFragment other) => new([.. _main, .. other._main]);

    /// <summary>Adds a dot or a fragment of a stroke, which doesn't change where the line runs.</summary>
    public void AddSmall(InkShape shape) => _small.Add(shape);

    /// <summary>The finished line.</summary>
    public TextLine ToLine() => new([.. _main.Concat(_small).OrderBy(shape => shape.Box.CenterX)], Height);
}
