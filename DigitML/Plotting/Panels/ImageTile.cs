namespace DigitML.Plotting.Panels;

/// <summary>A picture of an image grid.</summary>
/// <param name="Image">The picture; null leaves its place empty.</param>
/// <param name="Lines">What is written beside it, a line each: as it is, the second one as what was given, the rest quiet.</param>
/// <param name="Description">What it is, in words.</param>
internal sealed record ImageTile(GrayImage? Image, IReadOnlyList<string> Lines, string Description);
