namespace DigitML.Plotting.Panels;

/// <summary>One drawing of a figure; it can be drawn as SVG and described to Plotly.</summary>
internal interface IFigurePanel
{
    /// <summary>What it shows.</summary>
    string Title { get; }

    /// <summary>What it says, for those who don't see it.</summary>
    string Description { get; }

    /// <summary>The width in units of the drawing; about a pixel each.</summary>
    double Width { get; }

    /// <summary>The height in units of the drawing.</summary>
    double Height { get; }

    /// <summary>Draws itself as SVG from 0, 0 to the width and height, with the classes of <see cref="FigureStyle"/>.</summary>
    void Draw(MarkupWriter picture);

    /// <summary>Adds its traces, and sets its axes.</summary>
    void Plot(PlotlyDocument document);
}
