namespace DigitML.Recognition;

/// <summary>What a page was written with: its strokes are about equally thick, and much finer ones are print, cracks or grain.</summary>
internal static class Pen
{
    /// <summary>The finest stroke, as a part of the typical one.</summary>
    private const double Finest = .35;

    /// <summary>The shapes without those that are much finer than most ink of the page.</summary>
    public static InkShape[] Select(IEnumerable<InkShape> shapes)
    {
        (InkShape Shape, double Thickness)[] all = [.. shapes.Select(shape => (shape, shape.Thickness)).OrderBy(item => item.Thickness)];
        long half = all.Sum(item => (long)item.Shape.Area) / 2, sum = 0;
        double typical = all.FirstOrDefault(item => (sum += item.Shape.Area) > half).Thickness;
        return [.. all.Where(item => item.Thickness >= Finest * typical).Select(item => item.Shape)];
    }
}
