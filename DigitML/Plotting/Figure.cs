using System.Globalization;
using System.Text;
using DigitML.Plotting;
using DigitML.Plotting.Panels;

namespace DigitML;

/// <summary>
/// A picture of data, a training or a measurement, with two faces: SVG, which needs no script and is seen wherever a picture is, and
/// Plotly's JSON for those who have its renderer. Notebooks show both. Readable in light and dark; its colours are told apart in every
/// kind of colour blindness; the words of <see cref="Description"/> are in the drawing for those who don't see it.
/// </summary>
/// <example><code>
/// Figure.ConfusionMatrix(classifier.Evaluate(data.Test)).Save("artifacts/confusion.svg");
/// </code></example>
public sealed partial class Figure
{
    private const double Margin = 12, Head = 36, PanelHead = 20, Gap = 20, Narrowest = 320, LetterWidth = 7.7;
    private readonly IReadOnlyList<IFigurePanel> _panels;

    internal Figure(string title, params IReadOnlyList<IFigurePanel> panels) => (Title, _panels) = (title, panels);

    /// <summary>What is shown, in a few words.</summary>
    public string Title { get; }

    /// <summary>What can be seen, in words.</summary>
    public string Description => string.Join(" ", _panels.Select(panel => panel.Description));

    // At least as wide as the title.
    private double Width => Math.Ceiling(Math.Max(
        2 * Margin + _panels.Sum(panel => panel.Width) + Gap * (_panels.Count - 1), Math.Max(Narrowest, 2 * Margin + Title.Length * LetterWidth)));

    private double Height => Math.Ceiling(Head + Above + _panels.Max(panel => panel.Height) + Margin);

    private double Above => _panels.Count > 1 ? PanelHead : 0;

    /// <summary>The figure as an SVG drawing of one element, without scripts and without addresses of anything else.</summary>
    public string ToSvg()
    {
        var picture = new MarkupWriter();
        double width = Width, height = Height, x = Margin;
        using (picture.Element(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            ("width", width), ("height", height), ("class", "digitml-figure"), ("role", "img"), ("aria-label", ToString())))
        {
            picture.Leaf("title", Title);
            picture.Leaf("desc", Description);
            using (picture.Element("style")) { picture.Raw(FigureStyle.Sheet); }
            picture.Empty("rect", ("class", "ground"), ("width", width), ("height", height));
            picture.Leaf("text", Title, ("class", "head"), ("x", Margin), ("y", 24));
            foreach (IFigurePanel panel in _panels)
            {
                if (_panels.Count > 1) { picture.Leaf("text", panel.Title, ("class", "head2"), ("x", x), ("y", Head + 12)); }
                string place = string.Create(CultureInfo.InvariantCulture, $"translate({x:0.##} {Head + Above:0.##})");
                using (picture.Element("g", ("transform", place))) { panel.Draw(picture); }
                x += panel.Width + Gap;
            }
        }

        return picture.ToString();
    }

    /// <summary>
    /// The figure as JSON for Plotly (<c>application/vnd.plotly.v1+json</c>): an object with <c>data</c>, the traces, and <c>layout</c>.
    /// </summary>
    public string ToPlotlyJson()
    {
        var document = new PlotlyDocument(Width, Height, Margin, Head + Above);
        double x = 0;
        foreach (IFigurePanel panel in _panels)
        {
            document.Next(panel, x, titled: _panels.Count > 1);
            panel.Plot(document);
            x += panel.Width + Gap;
        }

        return document.Format(Title);
    }

    /// <summary>Writes the figure: Plotly's JSON if the name ends in .json, SVG otherwise.</summary>
    /// <param name="path">The file; missing folders are created, and a file of that name is replaced only when all is written.</param>
    /// <exception cref="DigitMLException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] text = Encoding.UTF8.GetBytes(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ToPlotlyJson() : ToSvg());
        AtomicFile.Replace(path, stream => stream.Write(text));
    }

    /// <summary>The title and the description.</summary>
    public override string ToString() => $"{Title}. {Description}";
}
