using DigitML.Imaging.Png;
using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Diagnostics;

/// <summary>A picture in the colours of <see cref="DiagnosticPalette"/> that a page is painted on, small pages enlarged.</summary>
internal sealed class DiagnosticCanvas
{
    /// <summary>Pages are enlarged until a side has about so many pixels, at most so many times.</summary>
    private const int LeastSide = 800, LargestScale = 16;

    /// <summary>Of a box, how high its label is written.</summary>
    private const double LabelPart = .35;

    private readonly int _scale, _width, _height;
    private readonly byte[] _entries;

    /// <summary>Makes a white canvas.</summary>
    /// <param name="width">Columns of the page.</param>
    /// <param name="height">Rows of the page.</param>
    public DiagnosticCanvas(int width, int height)
    {
        _scale = Math.Clamp(LeastSide / Math.Max(width, height), 1, LargestScale);
        (_width, _height) = (width * _scale, height * _scale);
        _entries = new byte[_width * _height];
        Array.Fill(_entries, DiagnosticPalette.Gray(byte.MaxValue));
    }

    /// <summary>Paints a pixel of the page.</summary>
    public void Set(int x, int y, byte color) => Fill(x * _scale, y * _scale, _scale, _scale, color);

    /// <summary>Paints a shape.</summary>
    public void Fill(InkShape shape, byte color)
    {
        foreach (InkRun run in shape.Runs) { Fill(run.Start * _scale, run.Y * _scale, (run.End - run.Start) * _scale, _scale, color); }
    }

    /// <summary>Draws a frame outside of a box.</summary>
    public void Frame(PixelBox box, byte color)
    {
        int thick = Thickness, x = box.X * _scale - thick, y = box.Y * _scale - thick;
        int width = box.Width * _scale + 2 * thick, height = box.Height * _scale + 2 * thick;
        Fill(x, y, width, thick, color);
        Fill(x, y + height - thick, width, thick, color);
        Fill(x, y, thick, height, color);
        Fill(x + width - thick, y, thick, height, color);
    }

    /// <summary>Draws a straight line between the middles of two boxes.</summary>
    public void Join(PixelBox a, PixelBox b, byte color)
    {
        double startX = a.CenterX * _scale, startY = a.CenterY * _scale, alongX = b.CenterX * _scale - startX, alongY = b.CenterY * _scale - startY;
        int steps = (int)Math.Max(1, Math.Max(Math.Abs(alongX), Math.Abs(alongY)));
        for (int step = 0; step <= steps; step++)
        {
            Fill((int)(startX + alongX * step / steps), (int)(startY + alongY * step / steps), Thickness, Thickness, color);
        }
    }

    /// <summary>Writes digits above a box, or below it where the page begins.</summary>
    public void Write(string digits, PixelBox box, byte color)
    {
        int size = Math.Max(1, (int)(box.Height * _scale * LabelPart / DigitFont.Height)), height = (DigitFont.Height + 2) * size;
        int left = box.X * _scale, top = box.Y * _scale - 2 * Thickness - height;
        if (top < 0) { top = box.Bottom * _scale + 2 * Thickness; }
        foreach (char digit in digits)
        {
            Fill(left, top, (DigitFont.Width + 2) * size, height, DiagnosticPalette.Gray(byte.MaxValue));
            foreach ((int x, int y) in DigitFont.Dots(digit)) { Fill(left + (x + 1) * size, top + (y + 1) * size, size, size, color); }
            left += (DigitFont.Width + 1) * size;
        }
    }

    /// <summary>Writes the picture as PNG.</summary>
    public void Save(string path) =>
        AtomicFile.Replace(path, stream => PngWriter.Write(stream, GrayImage.Wrap(_width, _height, _entries), DiagnosticPalette.Entries));

    private int Thickness => Math.Max(1, Math.Min(_width, _height) / 500);

    private void Fill(int x, int y, int width, int height, byte color)
    {
        int left = Math.Clamp(x, 0, _width), right = Math.Clamp(x + width, 0, _width);
        for (int row = Math.Max(0, y); row < Math.Min(_height, y + height); row++)
        {
            _entries.AsSpan(row * _width + left, right - left).Fill(color);
        }
    }
}
