using System.Text.Json.Nodes;

namespace DigitML.Plotting;

/// <summary>
/// A figure as Plotly's JSON: <c>data</c>, the traces, and <c>layout</c> (https://plotly.com/javascript/reference). Panels stand side by
/// side, each with a pair of axes.
/// </summary>
/// <param name="panels">How many panels there are, at least 1.</param>
internal sealed class PlotlyDocument(int panels)
{
    private const double Gap = .1;
    private readonly JsonArray _traces = [], _images = [], _notes = [];
    private readonly JsonObject _layout = [];
    private int _panel = -1;

    /// <summary>Whether the first panel is described; only its traces are named in the legend.</summary>
    public bool IsFirst => _panel == 0;

    private string Suffix => _panel == 0 ? "" : $"{_panel + 1}";

    /// <summary>Goes on to the next panel.</summary>
    /// <param name="title">What is written above it; null for nothing.</param>
    public void Next(string? title)
    {
        _panel++;
        if (title is null) { return; }
        JsonObject note = new()
        {
            ["text"] = Escape(title), ["showarrow"] = false, ["xref"] = $"x{Suffix} domain", ["yref"] = $"y{Suffix} domain",
            ["x"] = 0.0, ["y"] = 1.0, ["xanchor"] = "left", ["yanchor"] = "bottom",
        };
        _notes.Add((JsonNode)note);
    }

    /// <summary>Adds a trace to the panel.</summary>
    public void AddTrace(JsonObject trace)
    {
        (trace["xaxis"], trace["yaxis"]) = ($"x{Suffix}", $"y{Suffix}");
        _traces.Add((JsonNode)trace);
    }

    /// <summary>Adds a picture whose top left corner is at x, y of the panel's axes, with its size in their units.</summary>
    public void AddImage(string address, double x, double y, double width, double height)
    {
        JsonObject image = new()
        {
            ["source"] = address, ["xref"] = $"x{Suffix}", ["yref"] = $"y{Suffix}", ["x"] = x, ["y"] = y, ["sizex"] = width, ["sizey"] = height,
            ["sizing"] = "stretch", ["layer"] = "below",
        };
        _images.Add((JsonNode)image);
    }

    /// <summary>Adds a text whose top left corner is at x, y of the panel's axes.</summary>
    public void AddText(IEnumerable<string> lines, double x, double y)
    {
        JsonObject note = new()
        {
            ["text"] = string.Join("<br>", lines.Select(Escape)), ["showarrow"] = false, ["xref"] = $"x{Suffix}", ["yref"] = $"y{Suffix}",
            ["x"] = x, ["y"] = y, ["xanchor"] = "left", ["yanchor"] = "top", ["align"] = "left", ["font"] = new JsonObject { ["size"] = 11 },
        };
        _notes.Add((JsonNode)note);
    }

    /// <summary>Sets the panel's axes.</summary>
    public void SetAxes(JsonObject x, JsonObject y)
    {
        double width = (1 - Gap * (panels - 1)) / panels, left = _panel * (width + Gap);
        x["domain"] = Numbers([left, Math.Min(1, left + width)]);
        (x["anchor"], y["anchor"]) = ($"y{Suffix}", $"x{Suffix}");
        foreach (JsonObject axis in new[] { x, y }) { (axis["gridcolor"], axis["zeroline"]) = (FigureStyle.Rule, false); }
        (_layout[$"xaxis{Suffix}"], _layout[$"yaxis{Suffix}"]) = (x, y);
    }

    /// <summary>Axes of a drawing: y runs downwards, and nothing is written.</summary>
    public void HideAxes(double width, double height) => SetAxes(
        new JsonObject { ["visible"] = false, ["range"] = Numbers([0, width]) },
        new JsonObject { ["visible"] = false, ["range"] = Numbers([height, 0]), ["scaleanchor"] = $"x{Suffix}" });

    /// <summary>The document.</summary>
    public string Format(string title, double width, double height)
    {
        _layout["title"] = new JsonObject { ["text"] = Escape(title) };
        (_layout["width"], _layout["height"]) = (Math.Round(width), Math.Round(height));
        (_layout["paper_bgcolor"], _layout["plot_bgcolor"]) = (FigureStyle.Ground, FigureStyle.Ground);
        _layout["font"] = new JsonObject { ["color"] = FigureStyle.Text, ["size"] = 12 };
        _layout["legend"] = new JsonObject { ["orientation"] = "h" };
        (_layout["images"], _layout["annotations"]) = (_images, _notes);
        return new JsonObject { ["data"] = _traces, ["layout"] = _layout }.ToJsonString();
    }

    /// <summary>Numbers as JSON; one that is not finite becomes null, which is a gap.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? (JsonNode)value : null)]);

    /// <summary>Texts as JSON, with the marks that Plotly would read as markup written out.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)Escape(text))]);

    /// <summary>A text without what Plotly would read as markup.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
