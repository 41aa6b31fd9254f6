using System.Text.Json.Nodes;
using DigitML.Evaluation;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>
/// A figure as Plotly's JSON: <c>data</c>, the traces, and <c>layout</c> (https://plotly.com/javascript/reference). Panels stand where they do
/// in the drawing, each with a pair of axes.
/// </summary>
/// <param name="width">The width of the figure, in pixels.</param>
/// <param name="height">The height of the figure, in pixels.</param>
/// <param name="margin">What is left free at the left, the right and below.</param>
/// <param name="head">The height of what is above the panels.</param>
internal sealed class PlotlyDocument(double width, double height, double margin, double head)
{
    private const string Family = "system-ui, \"Noto Sans\", sans-serif";
    private readonly double _areaWidth = width - 2 * margin, _areaHeight = height - head - margin;
    private readonly JsonArray _traces = [], _images = [], _notes = [];
    private readonly JsonObject _layout = [];
    private (double X, double Width, double Height) _box;
    private int _panel = -1;

    /// <summary>Whether the first panel is described; only its traces are named in the legend.</summary>
    public bool IsFirst => _panel == 0;

    private string Suffix => _panel == 0 ? "" : $"{_panel + 1}";

    /// <summary>Goes on to the next panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="x">Where its box begins, from the left margin on; its top is below the head.</param>
    /// <param name="titled">Whether its title is written above it.</param>
    public void Next(IFigurePanel panel, double x, bool titled)
    {
        _panel++;
        _box = (x, panel.Width, panel.Height);
        if (!titled) { return; }
        JsonObject note = new()
        {
            ["text"] = $"<b>{Escape(panel.Title)}</b>", ["showarrow"] = false, ["xref"] = "paper", ["yref"] = "paper",
            ["x"] = x / _areaWidth, ["y"] = 1.0, ["xanchor"] = "left", ["yanchor"] = "bottom",
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
    /// <param name="x">The axis that runs to the right.</param>
    /// <param name="y">The axis that runs upwards.</param>
    /// <param name="insets">What they take of the panel's box.</param>
    public void SetAxes(JsonObject x, JsonObject y, PlotInsets insets)
    {
        (double left, double boxWidth, double boxHeight) = _box;
        x["domain"] = Part(left + insets.Left, left + boxWidth - insets.Right, _areaWidth);
        y["domain"] = Part(_areaHeight - boxHeight + insets.Bottom, _areaHeight - insets.Top, _areaHeight);
        (x["anchor"], y["anchor"]) = ($"y{Suffix}", $"x{Suffix}");
        foreach (JsonObject axis in new[] { x, y })
        {
            (axis["gridcolor"], axis["zeroline"], axis["tickangle"]) = (FigureStyle.Rule, false, 0);
            // Ticks keep the words of two axes apart where they meet.
            (axis["ticks"], axis["ticklen"], axis["tickcolor"]) = ("outside", 5, FigureStyle.Rule);
        }

        (_layout[$"xaxis{Suffix}"], _layout[$"yaxis{Suffix}"]) = (x, y);
        // The legend is the first panel's, in the room above its field.
        if (IsFirst) { _layout["legend"] = Legend(left + insets.Left); }
    }

    /// <summary>Axes of a drawing that fills its panel's box: y runs downwards, and nothing is written.</summary>
    public void HideAxes(double width, double height) => SetAxes(
        new JsonObject { ["visible"] = false, ["range"] = Numbers([0, width]) },
        new JsonObject { ["visible"] = false, ["range"] = Numbers([height, 0]), ["scaleanchor"] = $"x{Suffix}" },
        default);

    /// <summary>The document.</summary>
    public string Format(string title)
    {
        _layout["title"] = new JsonObject
        {
            ["text"] = Escape(title), ["font"] = new JsonObject { ["size"] = 14, ["weight"] = 600 },
            ["x"] = margin / width, ["xanchor"] = "left", ["y"] = 1 - 19 / height, ["yanchor"] = "middle",
        };
        (_layout["width"], _layout["height"], _layout["autosize"]) = (width, height, false);
        _layout["margin"] = new JsonObject { ["l"] = margin, ["r"] = margin, ["t"] = head, ["b"] = margin, ["autoexpand"] = false };
        (_layout["paper_bgcolor"], _layout["plot_bgcolor"]) = (FigureStyle.Ground, FigureStyle.Ground);
        _layout["font"] = new JsonObject { ["color"] = FigureStyle.Text, ["size"] = 12, ["family"] = Family };
        (_layout["images"], _layout["annotations"]) = (_images, _notes);
        return new JsonObject { ["data"] = _traces, ["layout"] = _layout }.ToJsonString();
    }

    private JsonObject Legend(double x) => new()
    {
        ["orientation"] = "h", ["x"] = x / _areaWidth, ["xanchor"] = "left", ["y"] = 1.0, ["yanchor"] = "top",
    };

    private static JsonArray Part(double start, double end, double whole) =>
        Numbers([Math.Clamp(start / whole, 0, 1), Math.Clamp(end / whole, 0, 1)]);

    /// <summary>An axis with a name for each class.</summary>
    /// <param name="names">The names.</param>
    /// <param name="longest">How many letters of a name are written.</param>
    /// <param name="downwards">Whether the first name is at the top.</param>
    public static JsonObject ClassAxis(IReadOnlyList<string> names, int longest, bool downwards) => new()
    {
        ["type"] = "category", ["range"] = Numbers(downwards ? [names.Count - .5, -.5] : [-.5, names.Count - .5]),
        ["tickvals"] = Texts(names), ["ticktext"] = Texts(names.Select(name => ColumnText.Cut(name, longest))),
    };

    /// <summary>The title of an axis.</summary>
    public static JsonObject AxisTitle(string text) =>
        new() { ["text"] = Escape(text), ["font"] = new JsonObject { ["size"] = 12 }, ["standoff"] = 6 };

    /// <summary>Numbers as JSON; one that is not finite becomes null, which is a gap.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? (JsonNode)value : null)]);

    /// <summary>Texts as JSON, with the marks that Plotly would read as markup written out.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)Escape(text))]);

    /// <summary>A text without what Plotly would read as markup.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
