using DigitML.Imaging;
using DigitML.Recognition.Ink;
using DigitML.Recognition.Lines;
using DigitML.Recognition.Segments;

namespace DigitML.Recognition.Diagnostics;

/// <summary>
/// What a reader made of a page on its way from paper to digits, to be looked at as pictures when something was read wrongly.
/// </summary>
/// <remarks>
/// Give one to <see cref="DigitReader.Read(GrayImage, PageDiagnostics?)"/>; it holds the last page that was read with it. One caller at a
/// time. A reader without one keeps nothing and loses no time.
/// </remarks>
public sealed class PageDiagnostics
{
    /// <summary>How many digits stand in a row of the sheet, and how large each of their pixels is.</summary>
    private const int SheetColumns = 20, SheetScale = 2;

    private GrayImage? _page;
    private PaperLevel? _paper;
    private InkMap? _ink;
    private byte[] _mask = [];
    private IReadOnlyList<InkShape> _shapes = [], _parts = [];
    private IReadOnlyList<TextLine> _lines = [];
    private IReadOnlyList<(Candidate Candidate, int Line)> _candidates = [];
    private PageResult? _reading;

    /// <summary>
    /// Writes the pictures as PNG: <c>1-page</c>, <c>2-paper</c> (how light the paper is), <c>3-contrast</c>, <c>4-rules</c> (ink, with the
    /// ruled lines that were taken out), <c>5-shapes</c> (connected ink), <c>6-lines</c>, <c>7-cuts</c> (the pieces of shapes that digits
    /// are put together from), <c>8-digits</c> (what was read, and what was rejected), <c>9-pictures</c> (each digit as the classifier sees
    /// it), and these pictures one by one as <c>digits/001-7</c>: number and label. A page without ink has the first two.
    /// </summary>
    /// <param name="folder">Made if missing; files of these names are replaced.</param>
    /// <exception cref="InvalidOperationException">No page has been read with these stages.</exception>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (_page is null || _paper is null) { throw new InvalidOperationException("No page has been read yet: give the stages to Read first."); }
        Directory.CreateDirectory(folder);
        _page.Save(Path.Combine(folder, "1-page.png"));
        DiagnosticPainter.Paper(_paper, _page).Save(Path.Combine(folder, "2-paper.png"));
        if (_ink is null || _reading is null) { return; }
        var painter = new DiagnosticPainter(_ink, _mask);
        painter.Contrast().Save(Path.Combine(folder, "3-contrast.png"));
        painter.Rules().Save(Path.Combine(folder, "4-rules.png"));
        painter.Shapes(_shapes).Save(Path.Combine(folder, "5-shapes.png"));
        painter.Lines(_lines).Save(Path.Combine(folder, "6-lines.png"));
        painter.Shapes(_parts).Save(Path.Combine(folder, "7-cuts.png"));
        painter.Digits(_candidates, _reading).Save(Path.Combine(folder, "8-digits.png"));
        SavePictures(folder, _reading);
    }

    /// <summary>Forgets the last page and starts with another.</summary>
    internal void Start(GrayImage page)
    {
        (_page, _paper, _ink, _reading, _mask) = (page, null, null, null, []);
        (_shapes, _parts, _lines, _candidates) = ([], [], [], []);
    }

    /// <summary>Keeps the paper's level.</summary>
    internal void Keep(PaperLevel paper) => _paper = paper;

    /// <summary>Keeps the ink as it is before ruled lines are wiped out of its mask.</summary>
    internal void Keep(InkMap ink) => (_ink, _mask) = (ink, (byte[])ink.Mask.Clone());

    /// <summary>Keeps the connected shapes and the lines they stand in.</summary>
    internal void Keep(IReadOnlyList<InkShape> shapes, IReadOnlyList<TextLine> lines) => (_shapes, _lines) = (shapes, lines);

    /// <summary>Keeps the pieces of shapes that digits are put together from.</summary>
    internal void KeepParts(IEnumerable<InkShape> parts) => _parts = [.. parts];

    /// <summary>Keeps what was chosen as digits, and what became of it.</summary>
    internal void Keep(IReadOnlyList<(Candidate Candidate, int Line)> candidates, PageResult reading) =>
        (_candidates, _reading) = (candidates, reading);

    private void SavePictures(string folder, PageResult reading)
    {
        string each = Path.Combine(folder, "digits");
        if (Directory.Exists(each)) { Directory.Delete(each, recursive: true); }
        ILookup<PixelBox, GrayImage> byBox = _candidates.ToLookup(item => item.Candidate.Shape.Box, item => item.Candidate.Picture);
        GrayImage[] pictures = [.. reading.Select(digit => byBox[digit.Box].First())];
        if (pictures.Length == 0) { return; }
        ImageSheet.Compose(pictures, SheetColumns, SheetScale).Save(Path.Combine(folder, "9-pictures.png"));
        for (int i = 0; i < pictures.Length; i++)
        {
            string label = string.Concat(reading[i].Label.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) ? '_' : letter));
            pictures[i].Save(Path.Combine(each, $"{i + 1:000}-{label}.png"));
        }
    }
}
