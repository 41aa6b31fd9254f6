namespace DigitML.Plotting.Panels;

/// <summary>How far the field in which a panel plots lies within its box, in units of the drawing: what its axes take.</summary>
internal readonly record struct PlotInsets(double Left, double Top, double Right, double Bottom);
