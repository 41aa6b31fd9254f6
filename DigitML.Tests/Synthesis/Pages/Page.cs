namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A picture of writing and the truth about it.</summary>
/// <param name="Name">The set and the number, such as "rough-012".</param>
/// <param name="Image">The picture.</param>
/// <param name="Lines">What is written, from the top; empty on a page without digits.</param>
internal sealed record Page(string Name, GrayImage Image, IReadOnlyList<PageLine> Lines);

/// <summary>A line of digits from the left; at least one.</summary>
internal sealed record PageLine(IReadOnlyList<PageDigit> Digits)
{
    /// <summary>The labels in a row.</summary>
    public string Text => string.Concat(Digits.Select(digit => digit.Label));

    /// <summary>The smallest box round all digits.</summary>
    public PageBox Box => Digits.Select(digit => digit.Box).Aggregate(PageBox.Union);
}

/// <summary>A digit on a page.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Box">The box of its ink.</param>
internal sealed record PageDigit(string Label, PageBox Box);
