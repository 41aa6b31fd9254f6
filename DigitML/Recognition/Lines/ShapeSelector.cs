using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Lines;

/// <summary>Tells pen strokes from what else is dark on a page: grain, hairlines, blurred patches, and areas from border to border.</summary>
internal sealed class ShapeSelector
{
    /// <summary>Smaller shapes, pixels of ink and of the longer side, are grain.</summary>
    private const int LeastArea = 20, LeastSide = 10;

    /// <summary>The finest stroke, as a part of the typical one: much finer ones are print, cracks or fluff.</summary>
    private const double Finest = .35;

    /// <summary>Strokes of so many pixels and more have edges, over which the ink fades within so many pixels or this part of the stroke.</summary>
    private const double ThickStroke = 9, WidestEdge = 8.5, WidestEdgePart = .35;

    /// <summary>So many marks on a page of which more than this part is ink are a pattern: writing leaves more paper.</summary>
    private const int ManyMarks = 20;
    private const double MostInk = .24;

    /// <summary>So many shapes that have fewer pixels of page each are grain or a weave.</summary>
    private const int ManyShapes = 50, LeastPagePixels = 150;

    /// <summary>What lies along two borders of the page over this part of half its outline fills a corner.</summary>
    private const double CornerPart = .5;

    private readonly InkMap _ink;
    private readonly List<InkShape> _marks = [];
    private readonly List<InkShape> _others = [];

    /// <summary>Sorts the shapes of a page.</summary>
    /// <param name="ink">The page.</param>
    /// <param name="shapes">Its connected ink, without lines and boxes.</param>
    public ShapeSelector(InkMap ink, IReadOnlyList<InkShape> shapes)
    {
        _ink = ink;
        InkShape[] seen = WithoutHairlines([.. shapes.Where(
            shape => shape.Area >= LeastArea && Math.Max(shape.Box.Width, shape.Box.Height) >= LeastSide)]);
        ILookup<bool, InkShape> strokes = seen.ToLookup(shape => !IsSoft(shape) && !IsCorner(shape));
        _others.AddRange(strokes[false]);
        foreach (InkShape shape in strokes[true]) { (IsArea(shape, strokes[true]) ? _others : _marks).Add(shape); }
    }

    /// <summary>What may be written.</summary>
    public IReadOnlyList<InkShape> Marks => _marks;

    /// <summary>What is too large for grain, yet no stroke of a pen.</summary>
    public IReadOnlyList<InkShape> Others => _others;

    /// <summary>Whether the ink of a page is a weave, a screen or grain: more of it, or in more pieces, than writing is.</summary>
    /// <param name="ink">The page.</param>
    /// <param name="shapes">Its connected ink, lines and boxes included.</param>
    public static bool IsPattern(InkMap ink, IReadOnlyList<InkShape> shapes)
    {
        double pixels = (double)ink.Width * ink.Height;
        return (shapes.Count(shape => shape.Area >= LeastArea) >= ManyMarks && shapes.Sum(shape => (double)shape.Area) > MostInk * pixels)
            || (shapes.Count >= ManyShapes && pixels < LeastPagePixels * shapes.Count);
    }

    private static InkShape[] WithoutHairlines(InkShape[] shapes)
    {
        (InkShape Shape, double Thickness)[] all = [.. shapes.Select(shape => (shape, shape.Thickness)).OrderBy(item => item.Thickness)];
        long half = all.Sum(item => (long)item.Shape.Area) / 2, sum = 0;
        double typical = all.FirstOrDefault(item => (sum += item.Shape.Area) > half).Thickness;
        return [.. all.Where(item => item.Thickness >= Finest * typical).Select(item => item.Shape)];
    }

    /// <summary>Whether a thick shape fades, on one side at least, over more than a good part of its thickness.</summary>
    private bool IsSoft(InkShape shape)
    {
        double thickness = shape.Thickness;
        if (thickness < ThickStroke) { return false; }
        int step = Math.Min(
            TypicalStep(shape.Runs.Select(run => Step(run.Y, run.Start, -1))), TypicalStep(shape.Runs.Select(run => Step(run.Y, run.End - 1, 1))));
        return step / 3.0 * Math.Max(WidestEdge, WidestEdgePart * thickness) < _ink.Full;
    }

    /// <summary>The steepest quarter's: where a stroke lies level, it fades upwards and downwards.</summary>
    private static int TypicalStep(IEnumerable<int> steps)
    {
        int[] ordered = [.. steps.Order()];
        return ordered[ordered.Length * 3 / 4];
    }

    /// <summary>How much ink is lost over three pixels across the end of a run.</summary>
    private int Step(int row, int column, int direction) => At(row, column - direction) - At(row, column + 2 * direction);

    private int At(int row, int column) => _ink.Contrast[row * _ink.Width + Math.Clamp(column, 0, _ink.Width - 1)];

    /// <summary>Whether a shape fills a corner of the page, as the dark part of a picture of something else does.</summary>
    private bool IsCorner(InkShape shape)
    {
        PixelBox box = shape.Box;
        if ((box.X > 0 && box.Right < _ink.Width) || (box.Y > 0 && box.Bottom < _ink.Height)) { return false; }
        int contact = shape.Runs.Sum(run => (run.Y == 0 || run.Y == _ink.Height - 1 ? run.End - run.Start : 0)
            + (run.Start == 0 ? 1 : 0) + (run.End == _ink.Width ? 1 : 0));
        return contact >= CornerPart * (box.Width + box.Height);
    }

    /// <summary>
    /// Whether a shape reaches from one border of the page to the opposite one, while the page is much larger and nothing else on it is nearly
    /// as high: on a tight cut from a line of digits something is.
    /// </summary>
    private bool IsArea(InkShape shape, IEnumerable<InkShape> all)
    {
        PixelBox box = shape.Box;
        bool across = box.X == 0 && box.Right == _ink.Width && _ink.Height > 2 * box.Height;
        bool down = box.Y == 0 && box.Bottom == _ink.Height && _ink.Width > 2 * box.Width;
        return across || (down && !all.Any(other => other.Box.Height >= .6 * box.Height && other.Box.Height < box.Height));
    }
}
