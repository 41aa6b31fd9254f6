using System.Globalization;
using System.Text.Json.Nodes;
using DigitML.Evaluation;

namespace DigitML.Plotting.Panels;

/// <summary>
/// A confusion matrix: a row holds the images of a class, a column those that were read as it. The shade is the logarithm of the count,
/// blue for right answers and orange for errors, each up to its largest count.
/// </summary>
internal sealed class MatrixPanel(ConfusionMatrix matrix) : IFigurePanel
{
    private const double CellWidth = 46, CellHeight = 26, Left = 118, Top = 8, Bottom = 46;
    private const int LongestName = 13, LongestColumn = 6;
    private readonly int _classes = matrix.NumberOfClasses;
    private readonly int _mostRight = Most(matrix, right: true), _mostWrong = Most(matrix, right: false);

    public string Title => "Confusion matrix";

    public string Description
    {
        get
        {
            string pairs = string.Join("; ", matrix.MostConfused(5).Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Actual} read as {pair.Predicted}: {pair.Count:N0}")));
            return pairs.Length == 0 ? "Every image was read rightly." : $"The most frequent errors: {pairs}.";
        }
    }

    public double Width => Left + _classes * CellWidth + 8;

    public double Height => Top + _classes * CellHeight + Bottom;

    public void Draw(MarkupWriter picture)
    {
        for (int row = 0; row < _classes; row++)
        {
            string name = ColumnText.Cut(matrix.LabelNames[row], LongestName);
            picture.Leaf("text", name, ("class", "end"), ("x", Left - 8), ("y", Top + row * CellHeight + 17));
            for (int column = 0; column < _classes; column++) { DrawCell(picture, row, column); }
        }

        double below = Top + _classes * CellHeight;
        for (int column = 0; column < _classes; column++)
        {
            string name = ColumnText.Cut(matrix.LabelNames[column], LongestColumn);
            picture.Leaf("text", name, ("class", "middle"), ("x", Left + (column + .5) * CellWidth), ("y", below + 16));
        }

        picture.Leaf("text", "read as (images)", ("class", "quiet middle"), ("x", Left + _classes * CellWidth / 2), ("y", below + 36));
        string turn = string.Create(CultureInfo.InvariantCulture, $"translate(14 {Top + _classes * CellHeight / 2}) rotate(-90)");
        picture.Leaf("text", "true class", ("class", "quiet middle"), ("transform", turn));
    }

    public void Plot(PlotlyDocument document)
    {
        int[] classes = [.. Enumerable.Range(0, _classes)];
        JsonArray Rows(Func<int, JsonArray> row) => new([.. classes.Select(r => (JsonNode)row(r))]);
        document.AddTrace(new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = PlotlyDocument.Texts(matrix.LabelNames), ["y"] = PlotlyDocument.Texts(matrix.LabelNames),
            ["z"] = Rows(row => PlotlyDocument.Numbers(classes.Select(column => Signed(row, column)))),
            ["text"] = Rows(row => PlotlyDocument.Texts(matrix.Counts[row].Select(count => count.ToString(CultureInfo.InvariantCulture)))),
            ["texttemplate"] = "%{text}", ["hovertemplate"] = "true %{y}, read %{x}: %{text}<extra></extra>",
            ["zmin"] = -1, ["zmax"] = 1, ["showscale"] = false, ["xgap"] = 2, ["ygap"] = 2,
            ["colorscale"] = new JsonArray(Stop(0, "#f0b78c"), Stop(.5, FigureStyle.Ground), Stop(1, "#94bbea")),
        });
        JsonObject x = PlotlyDocument.ClassAxis(matrix.LabelNames, LongestColumn, downwards: false);
        JsonObject y = PlotlyDocument.ClassAxis(matrix.LabelNames, LongestName, downwards: true);
        (x["title"], y["title"]) = (PlotlyDocument.AxisTitle("read as (images)"), PlotlyDocument.AxisTitle("true class"));
        (x["showgrid"], y["showgrid"]) = (false, false);
        document.SetAxes(x, y, new PlotInsets(Left, Top, Width - Left - _classes * CellWidth, Bottom));
    }

    private static JsonArray Stop(double place, string color) => new((JsonNode)place, (JsonNode)color);

    private void DrawCell(MarkupWriter picture, int row, int column)
    {
        double x = Left + column * CellWidth, y = Top + row * CellHeight;
        int count = matrix.Counts[row][column];
        using var cell = picture.Element("g");
        picture.Leaf("title", $"true {matrix.LabelNames[row]}, read {matrix.LabelNames[column]}: {count}");
        if (count > 0)
        {
            picture.Empty(
                "rect", ("class", row == column ? "blue" : "orange"), ("fill-opacity", Shade(row, column) / 2), ("rx", 3), ("x", x + 1), ("y", y + 1),
                ("width", CellWidth - 2), ("height", CellHeight - 2));
        }

        string text = count.ToString(CultureInfo.InvariantCulture);
        picture.Leaf("text", text, ("class", count > 0 ? "middle" : "quiet middle"), ("x", x + CellWidth / 2), ("y", y + 17));
    }

    /// <summary>The shade of a cell, 0 to 1.</summary>
    private double Shade(int row, int column)
    {
        int most = row == column ? _mostRight : _mostWrong;
        return most == 0 ? 0 : Math.Round(Math.Log(1 + matrix.Counts[row][column]) / Math.Log(1 + most), 3);
    }

    /// <summary>The shade for Plotly, which has one scale: errors lie below 0.</summary>
    private double Signed(int row, int column) => row == column ? Shade(row, column) : 0 - Shade(row, column);

    private static int Most(ConfusionMatrix matrix, bool right) =>
        matrix.Counts.Index().Max(row => row.Item.Index().Max(cell => (cell.Index == row.Index) == right ? cell.Item : 0));
}
