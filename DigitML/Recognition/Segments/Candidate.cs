using DigitML.Recognition.Ink;

namespace DigitML.Recognition.Segments;

/// <summary>Ink that may be one digit: some atoms of a line, side by side.</summary>
internal sealed class Candidate(InkShape shape, int first, int last, GrayImage picture)
{
    /// <summary>The ink.</summary>
    public InkShape Shape { get; } = shape;

    /// <summary>The first of its atoms.</summary>
    public int First { get; } = first;

    /// <summary>The last of its atoms.</summary>
    public int Last { get; } = last;

    /// <summary>The ink in MNIST's form.</summary>
    public GrayImage Picture { get; } = picture;

    /// <summary>How likely it is one whole digit, 0 to 1: the likeliest one's probability.</summary>
    public double Digit { get; set; }

    /// <summary>The judge's probability of each label of the classifier; empty before it has judged, or when it has other labels.</summary>
    public float[] Labels { get; set; } = [];

    /// <summary>How likely it has nothing of a digit, nor of several, 0 to 1.</summary>
    public double None { get; set; }

    /// <summary>The same ink, as it was judged, as the atom of a number.</summary>
    public Candidate AsAtom(int number) => new(Shape, number, number, Picture) { Digit = Digit, Labels = Labels, None = None };
}
