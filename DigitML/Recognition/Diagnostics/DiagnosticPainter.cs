using DigitML.Recognition.Ink;
using DigitML.Recognition.Lines;
using DigitML.Recognition.Segments;

namespace DigitML.Recognition.Diagnostics;

/// <summary>Paints the stages of a page's way.</summary>
/// <param name="ink">The page, without its ruled lines.</param>
/// <param name="mask">[height, width]: 1 where there was ink before the ruled lines were wiped out.</param>
internal sealed class DiagnosticPainter(InkMap ink, byte[] mask)
{
    /// <summary>Ink as a background for what is marked on it.</summary>
    private const byte Faint = 190;

    /// <summary>The paper's level everywhere on a page.</summary>
    public static DiagnosticCanvas Paper(PaperLevel paper, GrayImage page)
    {
        var canvas = new DiagnosticCanvas(page.Width, page.Height);
        var line = new float[page.Width];
        for (int y = 0; y < page.Height; y++)
        {
            paper.CopyRow(y, line);
            for (int x = 0; x < page.Width; x++) { canvas.Set(x, y, DiagnosticPalette.Gray((byte)Math.Clamp(line[x], 0, 255))); }
        }

        return canvas;
    }

    /// <summary>How far each pixel lies off the paper, as dark.</summary>
    public DiagnosticCanvas Contrast() => Paint(index => DiagnosticPalette.Gray((byte)(255 - ink.Contrast[index])));

    /// <summary>The ink, with what was wiped out as ruled lines in red.</summary>
    public DiagnosticCanvas Rules() =>
        Paint(index => ink.Mask[index] != 0 ? DiagnosticPalette.Gray(0) : mask[index] != 0 ? DiagnosticPalette.Red : DiagnosticPalette.Gray(255));

    /// <summary>Each shape in a colour of its own; ink that belongs to none, as it is too little, in grey.</summary>
    public DiagnosticCanvas Shapes(IReadOnlyList<InkShape> shapes)
    {
        DiagnosticCanvas canvas = Background();
        foreach ((int number, InkShape shape) in shapes.Index()) { canvas.Fill(shape, DiagnosticPalette.Color(number)); }
        return canvas;
    }

    /// <summary>Each line's shapes in one colour, with their boxes, joined from middle to middle.</summary>
    public DiagnosticCanvas Lines(IReadOnlyList<TextLine> lines)
    {
        DiagnosticCanvas canvas = Background();
        foreach ((int number, TextLine line) in lines.Index())
        {
            byte color = DiagnosticPalette.Color(number);
            foreach ((PixelBox a, PixelBox b) in line.Shapes.Zip(line.Shapes.Skip(1), (a, b) => (a.Box, b.Box))) { canvas.Join(a, b, color); }
            foreach (InkShape shape in line.Shapes)
            {
                canvas.Fill(shape, color);
                canvas.Frame(shape.Box, color);
            }
        }

        return canvas;
    }

    /// <summary>Each digit in a colour of its own, with its box and label; what was rejected in grey, with a red box.</summary>
    public DiagnosticCanvas Digits(IReadOnlyList<(Candidate Candidate, int Line)> candidates, PageResult reading)
    {
        DiagnosticCanvas canvas = Background();
        ILookup<PixelBox, InkShape> shapes = candidates.ToLookup(item => item.Candidate.Shape.Box, item => item.Candidate.Shape);
        foreach ((int number, RecognizedDigit digit) in reading.Index())
        {
            foreach (InkShape shape in shapes[digit.Box]) { canvas.Fill(shape, DiagnosticPalette.Color(number)); }
        }

        foreach (RejectedShape shape in reading.Rejected) { canvas.Frame(shape.Box, DiagnosticPalette.Red); }
        foreach ((int number, RecognizedDigit digit) in reading.Index())
        {
            canvas.Frame(digit.Box, DiagnosticPalette.Color(number));
            // The font has no other signs than 0 to 9: of other scripts the class is shown.
            string label = digit.Label.All(char.IsAsciiDigit) ? digit.Label : $"{digit.Prediction.LabelIndex}";
            canvas.Write(label, digit.Box, DiagnosticPalette.Color(number));
        }

        return canvas;
    }

    private DiagnosticCanvas Background() => Paint(index => DiagnosticPalette.Gray(ink.Mask[index] != 0 ? Faint : byte.MaxValue));

    private DiagnosticCanvas Paint(Func<int, byte> color)
    {
        var canvas = new DiagnosticCanvas(ink.Width, ink.Height);
        for (int i = 0; i < ink.Mask.Length; i++) { canvas.Set(i % ink.Width, i / ink.Width, color(i)); }
        return canvas;
    }
}
