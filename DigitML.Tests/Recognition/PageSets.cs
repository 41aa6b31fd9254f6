using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>The sets of pages that readers are measured on. Names, options and seeds are fixed: a figure means the same pages for good.</summary>
internal static class PageSets
{
    /// <summary>Pages whose digits stand more than 3 pixels apart, on plain paper.</summary>
    public static PageOptions Clean { get; } = new();

    /// <summary>The same with grain, light from one side, shadows and printed lines.</summary>
    public static PageOptions Rough { get; } = new()
    {
        Paper = (190, 255), Ink = (0, 80), Noise = (0, 20), Impulses = .002f, Gradient = .35f, Shadow = .35f, RuledShare = .6f,
    };

    /// <summary>Two to four digits in a line whose boxes nearly touch or overlap.</summary>
    public static PageOptions Touching { get; } = new() { Lines = (1, 4), DigitsInLine = (2, 4), Gap = (-.1f, .02f), LeastGap = null };

    /// <summary>The same measured from ink to ink, so that nearly all digits do touch: harder than any of the other sets.</summary>
    public static PageOptions Merged { get; } = Touching with { GapsFromInkToInk = true };

    /// <summary>Pages photographed by hand: tilted, blurred, in uneven light, compressed; the paper is larger than the writing.</summary>
    public static PageOptions Photo { get; } = new()
    {
        Height = (24, 160), Margin = (1.5f, 3), Paper = (170, 245), Ink = (10, 80), Noise = (0, 5), Gradient = .35f, Shadow = .4f,
        Tilt = 10, Turn = 2, Blur = (.5f, 1.5f), JpegQuality = 40,
    };

    /// <summary>The generator of a set.</summary>
    /// <param name="name">clean, rough, touching, merged or photo.</param>
    /// <param name="digits">MNIST's test images for figures, its validation images for tuning.</param>
    public static PageGenerator Generator(string name, ImageSet digits) => name switch
    {
        "clean" => new PageGenerator(name, digits, Clean, 101),
        "rough" => new PageGenerator(name, digits, Rough, 102),
        "touching" => new PageGenerator(name, digits, Touching, 103),
        "merged" => new PageGenerator(name, digits, Merged, 104),
        "photo" => new PageGenerator(name, digits, Photo, 105),
        _ => throw new DigitMLException($"There is no set of pages named '{name}'; there are clean, rough, touching, merged and photo."),
    };
}
