using System.Text.Json.Nodes;

namespace DigitML.Plotting;

/// <summary>How figures look: the style sheet of the drawing, in light and dark, and the same colours for Plotly.</summary>
internal static class FigureStyle
{
    /// <summary>The colours that Plotly is given; it knows no dark mode, so that ground and text are set together.</summary>
    public const string Ground = "#fcfcfb", Text = "#1c1c1a", Quiet = "#5c5b57", Rule = "#e2e1dc", Blue = "#2a78d6", Orange = "#d55e00";

    private const string Green = "#00785a";

    /// <summary>
    /// The style sheet. Blue, orange and the dark green are told apart in every kind of colour blindness, and lines differ in their dashes
    /// too. Every rule begins with a class of our own, because notebooks make the drawing a part of their page.
    /// </summary>
    public const string Sheet = """
        .digitml-figure{--ground:#fcfcfb;--text:#1c1c1a;--quiet:#5c5b57;--rule:#e2e1dc;--blue:42,120,214;--orange:213,94,0;--green:0,120,90;
        --given:#b3420a;background:var(--ground);font:12px system-ui,"Noto Sans",sans-serif}
        @media(prefers-color-scheme:dark){.digitml-figure{--ground:#1a1a19;--text:#f2f1ee;--quiet:#b5b4ae;--rule:#3d3d3a;--blue:74,148,236;
        --orange:240,120,50;--green:60,190,150;--given:#f58a55}}
        .digitml-figure text{fill:var(--text);font-size:12px;font-weight:400;stroke:none}
        .digitml-figure .head{font-size:14px;font-weight:600} .digitml-figure .head2{font-weight:600}
        .digitml-figure .ground{fill:var(--ground)} .digitml-figure .quiet,.digitml-figure .tick{fill:var(--quiet)}
        .digitml-figure .given{fill:var(--given);font-weight:600}
        .digitml-figure .end{text-anchor:end} .digitml-figure .middle{text-anchor:middle}
        .digitml-figure .grid{stroke:var(--rule)} .digitml-figure .axis{stroke:var(--quiet)}
        .digitml-figure .line{fill:none;stroke-width:2;stroke-linejoin:round}
        .digitml-figure .training,.digitml-figure .rate{stroke:rgb(var(--blue))} .digitml-figure .mark.training{fill:rgb(var(--blue))}
        .digitml-figure .validation{stroke:rgb(var(--orange))} .digitml-figure .line.validation{stroke-dasharray:7 4}
        .digitml-figure .mark.validation{fill:var(--ground);stroke-width:2}
        .digitml-figure .third{stroke:rgb(var(--green))} .digitml-figure .line.third{stroke-dasharray:2 4}
        .digitml-figure .mark.third{fill:rgb(var(--green))}
        .digitml-figure .faint{stroke:rgba(var(--blue),.4);stroke-width:1}
        .digitml-figure .ideal{stroke:var(--quiet);stroke-width:1} .digitml-figure .line.ideal{stroke-dasharray:4 4}
        .digitml-figure .blue{fill:rgb(var(--blue))} .digitml-figure .orange{fill:rgb(var(--orange))}
        .digitml-figure .box{fill:none;stroke:rgb(var(--blue));stroke-width:2} .digitml-figure .box.unsure{stroke:rgb(var(--orange))}
        .digitml-figure image{image-rendering:pixelated}
        """;

    /// <summary>The styles that lines of a figure have in turn, from the first.</summary>
    public static IReadOnlyList<string> LineStyles { get; } = ["training", "validation", "third"];

    /// <summary>A line of one of the style sheet's classes, for Plotly.</summary>
    public static JsonObject Line(string style) => style switch
    {
        "validation" => Line(Orange, "dash", 2),
        "third" => Line(Green, "dot", 2),
        "faint" => Line("rgba(42,120,214,0.4)", "solid", 1),
        "ideal" => Line(Quiet, "dash", 1),
        _ => Line(Blue, "solid", 2),
    };

    /// <summary>The colour of one of the style sheet's fills, for Plotly.</summary>
    public static string Fill(string style) => style == "orange" ? Orange : Blue;

    private static JsonObject Line(string color, string dash, double width) => new() { ["color"] = color, ["dash"] = dash, ["width"] = width };
}
