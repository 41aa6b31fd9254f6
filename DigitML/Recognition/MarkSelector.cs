namespace DigitML.Recognition;

/// <summary>Tells pen strokes from what else is dark on a page: grain, hairlines, blurred patches, and areas from border to border.</summary>
internal sealed class MarkSelector
{
    /// <summary>Smaller shapes, pixels of ink and of the longer side, are grain.</summary>
    private const int LeastArea = 12, LeastSide = 8;

    /// <summary>The finest stroke, as a part of the typical one: much finer ones are print, cracks or fluff.</summary>
    private const double Finest = .35;

    /// <summary>Strokes of so many pixels and more have edges; the edge takes at most this part of the stroke's thickness.</summary>
    private const double ThickStroke = 12, WidestEdge = .7;

    private readonly InkMap _ink;
    private readonly List<InkShape> _marks = [];
    private readonly List<InkShape> _others = [];

    /// <summary>Sorts the shapes of a page.</summary>
    public MarkSelector(InkMap ink, IEnumerable<InkShape> shapes)
    {
        _ink = ink;
        InkShape[] seen = WithoutHairlines([.. shapes.Where(
            shape => shape.Area >= LeastArea && Math.Max(shape.Box.Width, shape.Box.Height) >= LeastSide)]);
        foreach (InkShape shape in seen) { (IsSoft(shape) || IsArea(shape, seen) ? _others : _marks).Add(shape); }
    }

    /// <summary>What may be written.</summary>
    public IReadOnlyList<InkShape> Marks => _marks;

    /// <summary>What is too large for grain, yet no stroke of a pen.</summary>
    public IReadOnlyList<InkShape> Others => _others;

    private static InkShape[] WithoutHairlines(InkShape[] shapes)
    {
        (InkShape Shape, double Thickness)[] all = [.. shapes.Select(shape => (shape, shape.Thickness)).OrderBy(item => item.Thickness)];
        long half = all.Sum(item => (long)item.Shape.Area) / 2, sum = 0;
        double typical = all.FirstOrDefault(item => (sum += item.Shape.Area) > half).Thickness;
        return [.. all.Where(item => item.Thickness >= Finest * typical).Select(item => item.Shape)];
    }

    /// <summary>Whether a thick shape has no edge: its grey fades over more than a good part of its thickness.</summary>
    private bool IsSoft(InkShape shape)
    {
        double thickness = shape.Thickness;
        if (thickness < ThickStroke) { return false; }
        // The steepest quarter of its left and right ends: what lies level fades upwards and downwards.
        int[] steps = [.. shape.Runs.SelectMany(run => new[] { Step(run.Y, run.Start, -1), Step(run.Y, run.End - 1, 1) }).Order()];
        double step = steps[steps.Length * 3 / 4] / 3.0;
        return step * WidestEdge * thickness < _ink.Full;
    }

    /// <summary>How much ink is lost over three pixels across the end of a run.</summary>
    private int Step(int row, int column, int direction) => At(row, column - direction) - At(row, column + 2 * direction);

    private int At(int row, int column) => _ink.Contrast[row * _ink.Width + Math.Clamp(column, 0, _ink.Width - 1)];

    /// <summary>
    /// Whether a shape reaches from one border of the page to the opposite one, while the page is much larger and nothing else on it is nearly
    /// as high: on a tight cut from a line of digits something is.
    /// </summary>
    private bool IsArea(InkShape shape, InkShape[] all)
    {
        PixelBox box = shape.Box;
        bool across = box.X == 0 && box.Right == _ink.Width && _ink.Height > 2 * box.Height;
        bool down = box.Y == 0 && box.Bottom == _ink.Height && _ink.Width > 2 * box.Width;
        return across || (down && !all.Any(other => other.Box.Height >= .6 * box.Height && other.Box.Height < box.Height));
    }
}
