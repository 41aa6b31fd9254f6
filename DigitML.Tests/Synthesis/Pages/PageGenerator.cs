using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Composes pages of handwritten digits whose truth is known. The same digits, options, seed and number give the same page.</summary>
/// <param name="name">What the pages are called.</param>
/// <param name="digits">Light digits on black, 28 x 28.</param>
/// <param name="options">What pages look like.</param>
/// <param name="seed">Names the stream of random numbers.</param>
internal sealed class PageGenerator(string name, ImageSet digits, PageOptions options, ulong seed)
{
    /// <summary>Composes a page.</summary>
    /// <param name="number">Its number, from 0.</param>
    public Page Create(int number)
    {
        var random = new RandomStream(seed, (ulong)number);
        var writer = new PageWriter(digits, options, ref random);
        PageLayout layout = writer.Write(ref random);
        return Finish($"{name}-{number:000}", layout, writer.Ruling, writer.Slant, ref random);
    }

    /// <summary>A scanned form of 4963 x 3509 pixels (A3 at 300 dots an inch): 32 lines of 40 digits in the cells of a printed grid.</summary>
    public Page CreateScan()
    {
        const int Width = 4963, Rows = 3509, Columns = 40, LineCount = 32;
        const float Height = 62, CellWidth = 118, CellHeight = 104;
        PageOptions scanned = options with { DigitsInLine = (Columns, Columns), Height = (Height, Height) };
        var random = new RandomStream(seed, ulong.MaxValue);
        var ruling = new Ruling(RulingKind.Grid, 3, .6f, 0, CellWidth);
        var writer = new PageWriter(digits, scanned, ref random) { Ruling = ruling };
        float left = (Width - Columns * CellWidth) / 2, top = (Rows - LineCount * CellHeight) / 2;
        var lines = new LineLayout[LineCount];
        for (int i = 0; i < LineCount; i++)
        {
            lines[i] = writer.WriteLine(left, top + (i + .5f) * CellHeight + Height / 2, ref random);
        }
        return Finish($"{name}-scan", new PageLayout(Width, Rows, Height, CellHeight, lines), ruling, writer.Slant, ref random);
    }

    private Page Finish(string pageName, PageLayout layout, Ruling ruling, float slant, ref RandomStream random)
    {
        var sheet = new InkSheet(layout.Width, layout.Rows);
        PageLine[] lines = [.. layout.Lines.Select(line => new PageLine([.. line.Glyphs.Select(glyph => glyph.Draw(sheet, slant, line.Middle))]))];
        ruling.Print(sheet, layout);
        var camera = Camera.Draw(options, layout.Width, layout.Rows, ref random);
        GrayImage image = PagePaper.Develop(camera.Photograph(sheet), options, ref random);
        return new Page(pageName, image, [.. lines.Select(camera.Locate)]);
    }
}
