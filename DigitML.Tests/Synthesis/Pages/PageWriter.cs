using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Chooses the digits of a page and puts them in lines.</summary>
internal sealed class PageWriter
{
    private readonly ImageSet _digits;
    private readonly PageOptions _options;
    private readonly float _height;
    private readonly float _stroke;

    /// <summary>Draws what is the same all over the page.</summary>
    public PageWriter(ImageSet digits, PageOptions options, ref RandomStream random)
    {
        (_digits, _options) = (digits, options);
        _height = options.Height.DrawScale(ref random);
        _stroke = options.Stroke.Draw(ref random);
        Slant = MathF.Tan(random.Uniform(-options.Slant, options.Slant) * MathF.PI / 180);
        Ruling = Ruling.Draw(random.NextSingle() < options.RuledShare, _height, ref random);
    }

    /// <summary>Columns to the right for each row up.</summary>
    public float Slant { get; }

    /// <summary>The printed lines.</summary>
    public Ruling Ruling { get; init; }

    /// <summary>Writes a page.</summary>
    public PageLayout Write(ref RandomStream random)
    {
        // Slanted lines reach farther to both sides.
        float margin = _options.Margin.Draw(ref random) * _height + Math.Abs(Slant) * _height + 4;
        float spacing = _options.LineSpacing.Draw(ref random) * _height;
        var lines = new LineLayout[_options.Lines.DrawWhole(ref random)];
        for (int i = 0; i < lines.Length; i++)
        {
            // Cells stand below each other; free lines begin where they like.
            float left = margin + (Ruling.HasCells ? 0 : random.NextSingle() * _height);
            lines[i] = WriteLine(left, margin + _height + i * spacing, ref random);
        }
        int width = (int)(lines.Max(Right) + margin), rows = (int)(lines[^1].Baseline + .15f * _height + margin);
        return new PageLayout(width, rows, _height, spacing, lines);
    }

    private float Right(LineLayout line) =>
        Ruling.HasCells ? line.Left + line.Glyphs.Count * Ruling.CellWidth : line.Glyphs[^1].Box.Right;

    /// <summary>Writes one line.</summary>
    public LineLayout WriteLine(float left, float baseline, ref RandomStream random)
    {
        var placed = new List<PlacedGlyph>();
        int count = _options.DigitsInLine.DrawWhole(ref random);
        while (placed.Count < count)
        {
            PlacedGlyph digit = Next((int)left, baseline, ref random);
            int x = Ruling.HasCells
                ? (int)(left + (placed.Count + .5f + random.Uniform(-.04f, .04f)) * Ruling.CellWidth - digit.Box.Width / 2f)
                : placed.Count == 0 ? (int)left : After(placed[^1], digit, ref random);
            placed.Add(digit with { X = x });
        }
        return new LineLayout(left, baseline, baseline - _height / 2, placed);
    }

    /// <summary>A digit that stands on the line, more or less.</summary>
    private PlacedGlyph Next(int x, float baseline, ref RandomStream random)
    {
        int index = random.Next(_digits.Count);
        float height = _height * (1 + random.Uniform(-_options.HeightJitter, _options.HeightJitter));
        float slant = random.Uniform(-_options.DigitSlant, _options.DigitSlant), turn = random.Uniform(-_options.DigitSlant, _options.DigitSlant);
        Glyph glyph = Glyph.Draw(_digits.Pixels(index), new GlyphStyle(height, _stroke, slant, turn));
        float bottom = baseline + random.Uniform(-_options.Rise, _options.Rise) * _height;
        return new PlacedGlyph(_digits.LabelNames[_digits.Label(index)], glyph, x, (int)bottom - glyph.Box.Height);
    }

    /// <summary>The column for a digit after another.</summary>
    private int After(PlacedGlyph last, PlacedGlyph next, ref RandomStream random)
    {
        int gap = (int)MathF.Round(_options.Gap.Draw(ref random) * _height), x = last.Box.Right + Math.Max(gap, _options.LeastGap ?? gap);
        if (!_options.GapsFromInkToInk || last.ColumnsTo(next with { X = x }) is not int columns) { return x; }
        return x + gap - columns;
    }
}
