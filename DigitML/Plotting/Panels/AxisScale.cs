namespace DigitML.Plotting.Panels;

/// <summary>Where values lie along an axis, and the round numbers that are written beside it.</summary>
internal sealed class AxisScale
{
    // Beyond this a range can't be computed with; such a loss is as good as infinite.
    private const double Largest = 1e100;
    private const int WantedTicks = 5;
    private readonly bool _logarithmic;

    private AxisScale(double[] ticks, bool logarithmic) => (Ticks, _logarithmic) = (ticks, logarithmic);

    /// <summary>The numbers to write, in rising order; the first and the last are the ends of the axis.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic => _logarithmic;

    /// <summary>Whether a value can be drawn: finite, not too large and, on a logarithmic axis, more than 0.</summary>
    public bool Holds(double value) => IsDrawable(value) && (!_logarithmic || value > 0);

    /// <summary>Where a value lies: 0 at the first tick, 1 at the last.</summary>
    public double Place(double value) => _logarithmic
        ? Math.Log(value / Ticks[0]) / Math.Log(Ticks[^1] / Ticks[0])
        : (value - Ticks[0]) / (Ticks[^1] - Ticks[0]);

    /// <summary>An axis of equal steps of 1, 2 or 5 times a power of ten over all values that can be drawn.</summary>
    /// <param name="values">What is drawn; without any the axis goes from 0 to 1.</param>
    /// <param name="highest">The axis does not go beyond this where no value does; no limit unless given.</param>
    public static AxisScale Linear(IEnumerable<double> values, double highest = double.MaxValue)
    {
        double[] drawn = [.. values.Where(IsDrawable).DefaultIfEmpty(0).Order()];
        double low = drawn[0], high = drawn[^1], size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size == 0) { high = 1; }
        else if (high - low <= 1e-6 * size) { (low, high) = (low - size / 10, Math.Max(high, Math.Min(high + size / 10, highest))); }

        double step = RoundStep((high - low) / WantedTicks);
        double first = Math.Floor(low / step + 1e-9), last = Math.Ceiling(high / step - 1e-9);
        return new AxisScale([.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)], false);
    }

    /// <summary>A logarithmic axis over all values that can be drawn; a linear one where they are not all positive or lie close.</summary>
    public static AxisScale LogarithmicIfWide(IReadOnlyList<double> values)
    {
        double[] drawn = [.. values.Where(IsDrawable).Order()];
        if (drawn.Length == 0 || drawn[0] <= 0 || drawn[^1] / drawn[0] < 4) { return Linear(drawn); }
        int lowest = (int)Math.Floor(Math.Log10(drawn[0])), decades = (int)Math.Ceiling(Math.Log10(drawn[^1])) - lowest;
        int stride = Math.Max(1, decades / WantedTicks);
        double[] digits = decades <= 3 ? [1, 2, 5] : [1];
        double[] round =
        [
            .. from multiple in Enumerable.Range(-1, decades / stride + 3)
               from digit in digits
               select digit * Math.Pow(10, lowest + multiple * stride),
        ];
        double low = round.Last(tick => tick <= drawn[0] * (1 + 1e-9)), high = round.First(tick => tick >= drawn[^1] * (1 - 1e-9));
        return new AxisScale([.. round.Where(tick => tick >= low && tick <= high)], true);
    }

    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * (step / power) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 };
    }

    private static bool IsDrawable(double value) => Math.Abs(value) <= Largest;
}
