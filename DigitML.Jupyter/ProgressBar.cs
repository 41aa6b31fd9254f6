using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace DigitML.Jupyter;

/// <summary>A bar below a cell that says how far a work is; at most ten times a second it is drawn anew.</summary>
public sealed class ProgressBar : IProgress<double>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly double _total;
    private readonly string _label;
    private readonly DisplayHandle _display;
    private long _drawn;

    internal ProgressBar(double total, string label)
    {
        if (!(total > 0)) { throw new ArgumentException($"The total is {total}; it must be more than 0.", nameof(total)); }
        (_total, _label) = (total, label);
        _display = Notebook.Display(Draw(0, ""));
        _drawn = Stopwatch.GetTimestamp();
    }

    /// <summary>Says how much is done.</summary>
    /// <param name="value">From 0 to the total.</param>
    public void Report(double value) => Report(value, "");

    /// <summary>Says how much is done, and something about it.</summary>
    /// <param name="value">From 0 to the total.</param>
    /// <param name="note">What is written behind the bar.</param>
    public void Report(double value, string note)
    {
        if (value < _total && Stopwatch.GetElapsedTime(_drawn) < Interval) { return; }
        _drawn = Stopwatch.GetTimestamp();
        _display.Update(Draw(value, note));
    }

    private Bar Draw(double value, string note) => new(_label, Math.Clamp(value / _total, 0, 1), note);

    private sealed record Bar(string Label, double Share, string Note)
    {
        private string Percent => string.Create(CultureInfo.InvariantCulture, $"{Share * 100:F0} %");

        public string ToHtml() => string.Create(CultureInfo.InvariantCulture,
            $"<div><label>{WebUtility.HtmlEncode(Label)} <progress max=\"1\" value=\"{Share:F4}\" style=\"width:20em;vertical-align:middle\">") +
            $"</progress></label> {Percent} {WebUtility.HtmlEncode(Note)}</div>";

        public override string ToString() => string.Join(' ', new[] { Label, Percent, Note }.Where(part => part.Length > 0));
    }
}
