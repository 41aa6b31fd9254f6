namespace DigitML.Tests.Synthesis.Pages;

/// <summary>What pages look like. The defaults are clean pages; lengths are parts of the digits' height unless it says otherwise.</summary>
internal sealed record PageOptions
{
    /// <summary>Lines on a page.</summary>
    public Between Lines { get; init; } = (1, 6);

    /// <summary>Digits in a line.</summary>
    public Between DigitsInLine { get; init; } = (1, 12);

    /// <summary>How high digits are, in pixels; one height a page.</summary>
    public Between Height { get; init; } = (16, 160);

    /// <summary>How much a digit's height deviates from the page's, as a part, either way.</summary>
    public float HeightJitter { get; init; } = .1f;

    /// <summary>How far a digit stands off its line, up or down.</summary>
    public float Rise { get; init; } = .06f;

    /// <summary>The slant of all writing on a page, in degrees, to either side.</summary>
    public float Slant { get; init; } = 15;

    /// <summary>How far a digit's slant and turn each deviate from the page's, in degrees.</summary>
    public float DigitSlant { get; init; } = 4;

    /// <summary>How far the edges of all strokes on a page move outwards, in pixels of 28 x 28.</summary>
    public Between Stroke { get; init; } = (-.6f, .35f);

    /// <summary>The free columns between the boxes of neighbours before the page's slant; below 0 they overlap.</summary>
    public Between Gap { get; init; } = (.04f, .3f);

    /// <summary>No gap is narrower, in pixels; null lets digits overlap.</summary>
    public int? LeastGap { get; init; } = 5;

    /// <summary>Whether gaps are measured from ink to ink in the nearest row instead of from box to box.</summary>
    public bool GapsFromInkToInk { get; init; }

    /// <summary>From the baseline of a line to the next one's.</summary>
    public Between LineSpacing { get; init; } = (1.45f, 2.1f);

    /// <summary>The empty paper round the writing.</summary>
    public Between Margin { get; init; } = (.5f, 1.3f);

    /// <summary>The part of pages with light ink on dark ground.</summary>
    public float LightInkShare { get; init; } = .3f;

    /// <summary>The grey of the paper, 0 to 255; mirrored on pages with light ink.</summary>
    public Between Paper { get; init; } = (232, 255);

    /// <summary>The grey of the ink, 0 to 255; mirrored on pages with light ink.</summary>
    public Between Ink { get; init; } = (0, 60);

    /// <summary>The part of pages with ruled lines, a grid or boxes.</summary>
    public float RuledShare { get; init; }

    /// <summary>How much darker the light becomes from one end of a page to the other at most, as a part.</summary>
    public float Gradient { get; init; }

    /// <summary>How much light a shadow takes at most, as a part.</summary>
    public float Shadow { get; init; }

    /// <summary>The deviation of the grain, in grey levels.</summary>
    public Between Noise { get; init; } = (0, 0);

    /// <summary>The part of pixels that are black or white at most.</summary>
    public float Impulses { get; init; }

    /// <summary>How far a page is tilted away from the camera at most, in degrees about either axis.</summary>
    public float Tilt { get; init; }

    /// <summary>How far a page is turned in its plane at most, in degrees to either side.</summary>
    public float Turn { get; init; }

    /// <summary>The deviation of the blur, in pixels.</summary>
    public Between Blur { get; init; } = (0, 0);

    /// <summary>The quality of a JPEG round trip, 1 to 100; null leaves it out.</summary>
    public int? JpegQuality { get; init; }
}
