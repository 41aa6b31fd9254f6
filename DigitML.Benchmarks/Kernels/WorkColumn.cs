using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using DigitML.Engine.Diagnostics;

namespace DigitML.Benchmarks.Kernels;

/// <summary>A column for the speed of benchmarks that say what they do (<see cref="IHasWork"/>); left out where none does.</summary>
internal sealed class WorkColumn : IColumn
{
    // The best of several, as other programs may be at work in the moment of one.
    private static readonly Lazy<double> Peak = new(() => Enumerable.Range(0, 20).Max(_ => PeakMeasurement.Gflops(threads: 1)));
    private readonly Func<Work, double, double> _speed;

    private WorkColumn(string name, string legend, Func<Work, double, double> speed) => (ColumnName, Legend, _speed) = (name, legend, speed);

    /// <summary>The columns: speed in multiply-adds, its share of the peak of the benchmarks' own process, and speed in memory.</summary>
    public static IColumn[] All { get; } =
    [
        new WorkColumn("GFLOP/s", "10^9 floating-point operations a second; a multiply-add is two",
            (work, nanoseconds) => 2 * work.MultiplyAdds / nanoseconds),
        new WorkColumn("% of peak", "Share of the multiply-adds that one thread does when it does nothing else",
            (work, nanoseconds) => 200 * work.MultiplyAdds / nanoseconds / Peak.Value),
        new WorkColumn("GB/s", "10^9 bytes read and written a second", (work, nanoseconds) => work.Bytes / nanoseconds),
    ];

    /// <inheritdoc/>
    public string Id => ColumnName;

    /// <inheritdoc/>
    public string ColumnName { get; }

    /// <inheritdoc/>
    public string Legend { get; }

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => Array.IndexOf(All, this);

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => _speed(WorkOf(benchmark), 1) > 0);

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        double speed = _speed(WorkOf(benchmarkCase), summary[benchmarkCase]?.ResultStatistics?.Mean ?? double.PositiveInfinity);
        return speed > 0 ? speed.ToString("F0") : "-";
    }

    private static Work WorkOf(BenchmarkCase benchmark)
    {
        if (Activator.CreateInstance(benchmark.Descriptor.Type) is not IHasWork instance) { return default; }
        foreach (ParameterInstance parameter in benchmark.Parameters.Items)
        {
            benchmark.Descriptor.Type.GetProperty(parameter.Name)?.SetValue(instance, parameter.Value);
        }

        return instance.WorkOf(benchmark.Descriptor.WorkloadMethod.Name);
    }
}
