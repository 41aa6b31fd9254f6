using System.Text.Json.Nodes;
using DigitML.Imaging;

namespace DigitML.Plotting.Panels;

/// <summary>Pictures in rows, each with words below or to its left.</summary>
internal sealed class ImagePanel : IFigurePanel
{
    private const double LeftWidth = 132, LineHeight = 16, Space = 10, Narrowest = 100, LetterWidth = 6.6;
    private const long MostEnlarged = 4_000_000;

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>The pictures, row by row; at least one.</summary>
    public required IReadOnlyList<ImageTile> Tiles { get; init; }

    /// <summary>How many stand in a row, at least 1.</summary>
    public required int Columns { get; init; }

    /// <summary>How large a pixel of a picture is drawn.</summary>
    public required double Scale { get; init; }

    /// <summary>Whether the words stand to the left of the picture; below it otherwise.</summary>
    public bool WordsLeft { get; init; }

    /// <summary>The styles of the lines of words from the first on; the last one goes on.</summary>
    public IReadOnlyList<string?> Styles { get; init; } = [null, "quiet"];

    public double Width => Math.Min(Columns, Tiles.Count) * TileWidth;

    public double Height => (Tiles.Count + Columns - 1) / Columns * TileHeight;

    private double ImageWidth => Scale * Tiles.Max(tile => tile.Image?.Width ?? 0);

    private double ImageHeight => Scale * Tiles.Max(tile => tile.Image?.Height ?? 0);

    private double WordsHeight => LineHeight * Tiles.Max(tile => tile.Lines.Count);

    private double WordsWidth => Math.Max(Narrowest, LetterWidth * Tiles.Max(tile => tile.Lines.Select(line => line.Length).DefaultIfEmpty().Max()));

    private double TileWidth => WordsLeft ? LeftWidth + ImageWidth + Space : Math.Max(ImageWidth, WordsWidth) + Space;

    private double TileHeight => WordsLeft ? Math.Max(ImageHeight, WordsHeight) + 4 : ImageHeight + WordsHeight + Space;

    public void Draw(MarkupWriter picture)
    {
        double imageX = WordsLeft ? LeftWidth : 0;
        double words = WordsLeft ? (TileHeight - WordsHeight) / 2 - 2 : ImageHeight + 2;
        foreach ((ImageTile tile, double x, double y) in Places())
        {
            using var group = picture.Element("g");
            picture.Leaf("title", tile.Description);
            if (tile.Image is { } image)
            {
                picture.Empty(
                    "image", ("x", x + imageX), ("y", y), ("width", image.Width * Scale), ("height", image.Height * Scale),
                    ("href", DataAddress.Create(image)));
            }

            foreach ((int line, string text) in tile.Lines.Index())
            {
                string? style = Styles[Math.Min(line, Styles.Count - 1)];
                picture.Leaf("text", text, ("class", style), ("x", x), ("y", y + words + (line + 1) * LineHeight - 3));
            }
        }
    }

    public void Plot(PlotlyDocument document)
    {
        double imageX = WordsLeft ? LeftWidth : 0;
        foreach ((ImageTile tile, double x, double y) in Places())
        {
            if (tile.Image is { } image)
            {
                document.AddImage(DataAddress.Create(Enlarge(image)), x + imageX, y, image.Width * Scale, image.Height * Scale);
            }

            document.AddText(tile.Lines, x, WordsLeft ? y : y + ImageHeight);
        }

        // Plotly shows pictures no words when they are pointed at; unseen marks do.
        document.AddTrace(new JsonObject
        {
            ["type"] = "scatter", ["mode"] = "markers", ["opacity"] = 0.0, ["hoverinfo"] = "text", ["showlegend"] = false,
            ["x"] = PlotlyDocument.Numbers(Places().Select(place => place.X + imageX + ImageWidth / 2)),
            ["y"] = PlotlyDocument.Numbers(Places().Select(place => place.Y + ImageHeight / 2)),
            ["text"] = PlotlyDocument.Texts(Tiles.Select(tile => tile.Description)),
        });
        document.HideAxes(Width, Height);
    }

    /// <summary>Plotly would blur the pixels of an enlarged picture.</summary>
    private GrayImage Enlarge(GrayImage image)
    {
        int scale = (int)Scale;
        return scale > 1 && (long)image.Width * image.Height * scale * scale <= MostEnlarged
            ? ImageSheet.Compose([image], columns: 1, scale, gap: 0) : image;
    }

    private IEnumerable<(ImageTile Tile, double X, double Y)> Places()
    {
        double width = TileWidth, height = TileHeight;
        return Tiles.Select((tile, i) => (tile, i % Columns * width, i / Columns * height));
    }
}
