using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Lines;

/// <summary>Shapes that stand beside each other on a page.</summary>
/// <param name="Shapes">From left to right by their middles.</param>
/// <param name="Height">The height of a typical digit of the line, pixels.</param>
internal sealed record TextLine(IReadOnlyList<InkShape> Shapes, double Height);
