namespace DigitML.Recognition.Ink;

/// <summary>A straight thin line that is being followed down a mask, row by row.</summary>
internal sealed class RuledLine
{
    /// <summary>Rows over which the slope is measured.</summary>
    private const int SlopeRows = 60;

    /// <summary>The steepest slope, columns a row: 11 degrees.</summary>
    private const double SteepestSlope = .2;

    /// <summary>The most that a line bends, as a part of its length.</summary>
    private const double MostBend = .02;

    private readonly List<(int Row, double Place)> _points = [];
    private double _thickness;

    /// <summary>Starts a line with its first run.</summary>
    public RuledLine(int row, double place, int thickness) => Add(row, place, thickness);

    /// <summary>The first row.</summary>
    public int First => _points[0].Row;

    /// <summary>The last row that had thin ink.</summary>
    public int LastInked => _points[^1].Row;

    /// <summary>How many rows had thin ink.</summary>
    public int Inked => _points.Count;

    /// <summary>The mean width of its runs, pixels.</summary>
    public double Thickness => _thickness / _points.Count;

    /// <summary>The column half-way between its ends.</summary>
    public double Middle => (_points[0].Place + _points[^1].Place) / 2;

    /// <summary>Goes on with a run.</summary>
    public void Add(int row, double place, int thickness)
    {
        _points.Add((row, place));
        _thickness += thickness;
    }

    /// <summary>The column where the line should be in a later row.</summary>
    public double Expect(int row)
    {
        (int last, double place) = _points[^1];
        (int first, double from) = _points[Math.Max(0, _points.Count - SlopeRows)];
        double slope = last - first < 8 ? 0 : Math.Clamp((place - from) / (last - first), -SteepestSlope, SteepestSlope);
        return place + slope * (row - last);
    }

    /// <summary>
    /// Whether it lies nearly upright and nowhere far off the straight line between its ends, as what is printed does on paper that is not
    /// quite flat.
    /// </summary>
    public bool IsStraight()
    {
        (int first, double from) = _points[0];
        (int last, double to) = _points[^1];
        double slope = (to - from) / Math.Max(1, last - first), most = Math.Max(2, MostBend * (last - first));
        return Math.Abs(slope) <= SteepestSlope && _points.TrueForAll(point => Math.Abs(from + slope * (point.Row - first) - point.Place) <= most);
    }

    /// <summary>The column of the line in a row between its first and its last, interpolated where strokes cross.</summary>
    public double At(int row)
    {
        int next = _points.BinarySearch((row, 0), Comparer<(int Row, double Place)>.Create((a, b) => a.Row.CompareTo(b.Row)));
        if (next >= 0) { return _points[next].Place; }
        next = ~next;
        if (next == 0) { return _points[0].Place; }
        if (next == _points.Count) { return _points[^1].Place; }
        (int before, double from) = _points[next - 1];
        (int after, double to) = _points[next];
        return from + (to - from) * (row - before) / (after - before);
    }
}
