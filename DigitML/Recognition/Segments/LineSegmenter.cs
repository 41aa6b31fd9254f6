using DigitML.Recognition.Ink;
using DigitML.Recognition.Lines;

namespace DigitML.Recognition.Segments;

/// <summary>Decides which ink of a line makes up one digit: joins strokes that belong together and parts digits that touch.</summary>
/// <remarks>
/// Doubtful shapes are cut at every promising place, too often rather than too seldom; then the sequence of digits that the judge finds
/// likeliest is found by dynamic programming over the atoms (as in LeCun, Bottou, Bengio and Haffner, 1998, section V).
/// </remarks>
internal sealed class LineSegmenter
{
    /// <summary>Shapes over each other are strokes of one digit when they share this part of the narrower one's columns.</summary>
    private const double SharedByStrokes = .7;

    /// <summary>The highest, and the widest, digit in heights of its line.</summary>
    private const double Highest = 1.5, Widest = 1.35;

    /// <summary>The widest gap within a digit, and the gap that makes a shape stand alone, in heights.</summary>
    private const double GapWithin = .25, GapBeside = .12;

    /// <summary>A shape that stands alone, is no wider than this and that the judge is as sure of as this is not looked at again.</summary>
    private const double SureWidth = 1, SureDigit = .97;

    /// <summary>What the judge is as sure of to be neither a digit nor several is not cut.</summary>
    private const double SureNone = .9;

    /// <summary>Shapes narrower than this are not cut, in heights.</summary>
    private const double LeastToCut = .42;

    /// <summary>A shape lower than this, in heights, is no digit.</summary>
    private const double LeastHeight = .4;

    /// <summary>A digit has so many rows of pixels at least.</summary>
    private const int LeastRows = 8;

    /// <summary>Ink this far apart, in heights, stands in different words.</summary>
    private const double WordGap = .8;

    /// <summary>The least part of a shape's ink that is digits if any of it is.</summary>
    private const double LeastRead = .7;

    private const int MostAtoms = 8;

    /// <summary>
    /// Costs besides the negative logarithm of the probability: of leaving ink out, of leaving a dot out, and of each digit, which keeps
    /// digits whole where the judge has no class for parts of them.
    /// </summary>
    private const double LeaveOut = 1.5, LeaveDotOut = .3, EachDigitUnjudged = .7;

    /// <summary>What a cut through a shape costs: strokes that hang together are one digit more often than not.</summary>
    private const double Cut = 1;

    /// <summary>How wide a digit is, in heights, where it is asked how many there could be.</summary>
    private const double DigitWidth = .6;

    private readonly InkMap _ink;
    private readonly double _height;
    private readonly List<InkShape> _shapes;
    private readonly List<Candidate> _whole;
    private List<InkShape> _atoms = [];
    private List<int> _owners = [];
    private List<Candidate> _candidates = [];

    /// <summary>Starts with a line: strokes over each other are joined.</summary>
    public LineSegmenter(InkMap ink, TextLine line)
    {
        (_ink, _height) = (ink, line.Height);
        _shapes = JoinStrokes(line);
        _whole = [.. _shapes.Select((shape, index) => new Candidate(shape, index, index, GlyphImage.Create(ink, shape)))];
    }

    /// <summary>The shapes as they are, to be judged first.</summary>
    public IReadOnlyList<Candidate> Whole => _whole;

    /// <summary>When candidates have been found: the pieces of ink that they are put together from.</summary>
    public IReadOnlyList<InkShape> Atoms => _atoms;

    /// <summary>When the whole shapes have been judged: all that is to be judged next.</summary>
    public IReadOnlyList<Candidate> FindCandidates()
    {
        (_atoms, _owners, _candidates) = ([], [], []);
        var settled = new List<bool>();
        for (int i = 0; i < _shapes.Count; i++)
        {
            bool isSure = IsSure(i), isWhole = isSure || _shapes[i].Box.Width < LeastToCut * _height || _whole[i].None >= SureNone;
            IReadOnlyList<InkShape> parts = isWhole ? [_shapes[i]] : StrokeCutter.Cut(_shapes[i], _height);
            _atoms.AddRange(parts);
            _owners.AddRange(Enumerable.Repeat(i, parts.Count));
            settled.AddRange(Enumerable.Repeat(isSure, parts.Count));
        }

        for (int first = 0; first < _atoms.Count; first++) { AddFrom(first, settled); }
        return [.. _candidates.Where(candidate => candidate.Digit == 0 && candidate.None == 0)];
    }

    /// <summary>When all candidates have been judged: the likeliest sequence, with what is no digit among it.</summary>
    /// <param name="judged">Whether the judge knows what is no digit.</param>
    public List<(Candidate Candidate, bool IsDigit)> Best(bool judged)
    {
        var costs = new double[_atoms.Count + 1];
        Array.Fill(costs, double.PositiveInfinity, 1, _atoms.Count);
        var choices = new (Candidate Candidate, bool IsDigit)[_atoms.Count + 1];
        foreach (Candidate candidate in _candidates.OrderBy(candidate => candidate.First))
        {
            (double cost, bool isDigit) = Cost(candidate, judged);
            if (costs[candidate.First] + cost < costs[candidate.Last + 1])
            {
                costs[candidate.Last + 1] = costs[candidate.First] + cost;
                choices[candidate.Last + 1] = (candidate, isDigit);
            }
        }

        var best = new List<(Candidate, bool)>();
        for (int end = _atoms.Count; end > 0; end = choices[end].Candidate.First) { best.Add(choices[end]); }
        best.Reverse();
        return RejectWords(RejectTangles(best));
    }

    /// <summary>Digits that touch are digits throughout: where a good part of a shape is none, nothing of it is.</summary>
    private List<(Candidate Candidate, bool IsDigit)> RejectTangles(List<(Candidate Candidate, bool IsDigit)> line)
    {
        var read = new double[_shapes.Count];
        foreach ((Candidate candidate, bool isDigit) in line)
        {
            for (int atom = candidate.First; isDigit && atom <= candidate.Last; atom++) { read[_owners[atom]] += _atoms[atom].Area; }
        }

        return [.. line.Select(item => (item.Candidate, item.IsDigit && IsRead(item.Candidate.First) && IsRead(item.Candidate.Last)))];

        bool IsRead(int atom) => read[_owners[atom]] >= LeastRead * _shapes[_owners[atom]].Area;
    }

    /// <summary>Where letters and signs outnumber digits, side by side, the digits among them are letters too: an l, an A, a T.</summary>
    private List<(Candidate Candidate, bool IsDigit)> RejectWords(List<(Candidate Candidate, bool IsDigit)> line)
    {
        var read = new List<(Candidate, bool)>();
        for (int first = 0; first < line.Count;)
        {
            int end = first + 1;
            while (end < line.Count && -PixelBox.SharedColumns(line[end - 1].Candidate.Shape.Box, line[end].Candidate.Shape.Box) <= WordGap * _height)
            {
                end++;
            }

            List<(Candidate Candidate, bool IsDigit)> word = line[first..end];
            int digits = word.Count(item => item.IsDigit);
            int signs = word.Count(item => !item.IsDigit && item.Candidate.Shape.Box.Height >= LeastHeight * _height);
            read.AddRange(word.Select(item => (item.Candidate, item.IsDigit && signs <= digits)));
            first = end;
        }

        return read;
    }

    private (double Cost, bool IsDigit) Cost(Candidate candidate, bool judged)
    {
        double cut = candidate.First > 0 && _owners[candidate.First] == _owners[candidate.First - 1] ? Cut : 0;
        bool isDot = Math.Max(candidate.Shape.Box.Height, candidate.Shape.Box.Width) < LeastHeight * _height;
        double digit = -Math.Log(Math.Max(candidate.Digit, 1e-6)) + (judged ? 0 : EachDigitUnjudged);
        // Wide ink could be several digits: to leave it out costs as much as to leave them out one by one.
        double digits = Math.Max(1, candidate.Shape.Box.Width / (DigitWidth * _height));
        double none = isDot ? LeaveDotOut : digits * LeaveOut - Math.Log(Math.Max(candidate.None, judged ? 1e-6 : 1e-3));
        if (candidate.Shape.Box.Height < Math.Max(LeastHeight * _height, LeastRows)) { return (none + cut, false); }
        return digit <= none ? (digit + cut, true) : (none + cut, false);
    }

    /// <summary>Adds what begins with an atom; one that is settled stands alone.</summary>
    private void AddFrom(int first, List<bool> settled)
    {
        // One atom is always a candidate: something has to become of it.
        _candidates.Add(Single(first));
        PixelBox box = _atoms[first].Box;
        for (int last = first + 1; !settled[first] && last < Math.Min(_atoms.Count, first + MostAtoms); last++)
        {
            if (settled[last] || -PixelBox.SharedColumns(box, _atoms[last].Box) > GapWithin * _height) { return; }
            box = PixelBox.Union(box, _atoms[last].Box);
            if (box.Width > Widest * _height || box.Height > Highest * _height) { return; }
            InkShape shape = InkShape.Join(_atoms[first..(last + 1)]);
            _candidates.Add(new Candidate(shape, first, last, GlyphImage.Create(_ink, shape)));
        }
    }

    /// <summary>An atom as a candidate; a shape that was not cut has been judged already.</summary>
    private Candidate Single(int atom)
    {
        (InkShape shape, Candidate whole) = (_atoms[atom], _whole[_owners[atom]]);
        return whole.Shape == shape ? whole.AsAtom(atom) : new Candidate(shape, atom, atom, GlyphImage.Create(_ink, shape));
    }

    private bool IsSure(int index)
    {
        PixelBox box = _shapes[index].Box;
        return _whole[index].Digit >= SureDigit && box.Width <= SureWidth * _height && box.Height >= LeastHeight * _height
            && (index == 0 || -PixelBox.SharedColumns(_shapes[index - 1].Box, box) >= GapBeside * _height)
            && (index == _shapes.Count - 1 || -PixelBox.SharedColumns(_shapes[index + 1].Box, box) >= GapBeside * _height);
    }

    private static List<InkShape> JoinStrokes(TextLine line)
    {
        var shapes = line.Shapes.ToList();
        for (int i = 0; i + 1 < shapes.Count;)
        {
            (PixelBox a, PixelBox b) = (shapes[i].Box, shapes[i + 1].Box);
            PixelBox both = PixelBox.Union(a, b);
            if (PixelBox.SharedColumns(a, b) >= SharedByStrokes * Math.Min(a.Width, b.Width)
                && both.Height <= Highest * line.Height && both.Width <= Widest * line.Height)
            {
                shapes[i] = InkShape.Join([shapes[i], shapes[i + 1]]);
                shapes.RemoveAt(i + 1);
                i = Math.Max(0, i - 1);
            }
            else { i++; }
        }

        return shapes;
    }
}
