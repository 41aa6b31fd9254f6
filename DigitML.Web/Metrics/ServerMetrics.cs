using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DigitML.Web.Metrics;

/// <summary>Counts requests and measures how long they take, for Prometheus.</summary>
internal sealed class ServerMetrics
{
    private static readonly double[] Bounds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(string Route, int Status), long[]> _counts = new();
    private readonly ConcurrentDictionary<string, Latency> _latencies = new();
    private int _inProgress;

    /// <summary>Tells how many pictures are waiting to be read.</summary>
    public Func<long> Waiting { get; set; } = () => 0;

    /// <summary>A request has begun.</summary>
    public void Begin() => Interlocked.Increment(ref _inProgress);

    /// <summary>A request has ended.</summary>
    /// <param name="route">The pattern of its address, of which there are few, so that no request can add lines.</param>
    /// <param name="status">The status code of the answer.</param>
    /// <param name="begun">The time stamp of its beginning.</param>
    public void End(string route, int status, long begun)
    {
        Interlocked.Decrement(ref _inProgress);
        Interlocked.Increment(ref _counts.GetOrAdd((route, status), _ => new long[1])[0]);
        _latencies.GetOrAdd(route, _ => new Latency()).Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>All figures in Prometheus' text format, version 0.0.4.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Head(text, "digitml_requests_total", "counter", "Requests answered.");
        foreach (((string route, int status), long[] count) in _counts.OrderBy(pair => pair.Key))
        {
            Line(text, $"digitml_requests_total{{route=\"{route}\",status=\"{status}\"}}", Interlocked.Read(ref count[0]));
        }

        Head(text, "digitml_request_seconds", "histogram", "How long requests take.");
        foreach ((string route, Latency latency) in _latencies.OrderBy(pair => pair.Key, StringComparer.Ordinal)) { latency.Write(text, route); }
        Head(text, "digitml_requests_in_progress", "gauge", "Requests being answered.");
        Line(text, "digitml_requests_in_progress", Volatile.Read(ref _inProgress));
        Head(text, "digitml_queue_length", "gauge", "Pictures waiting to be read.");
        Line(text, "digitml_queue_length", Waiting());
        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private sealed class Latency
    {
        private readonly Lock _lock = new();
        private readonly long[] _buckets = new long[Bounds.Length];
        private long _count;
        private double _sum;

        public void Add(double seconds)
        {
            int first = Array.BinarySearch(Bounds, seconds);
            lock (_lock)
            {
                for (int i = first < 0 ? ~first : first; i < Bounds.Length; i++) { _buckets[i]++; }
                _count++;
                _sum += seconds;
            }
        }

        public void Write(StringBuilder text, string route)
        {
            lock (_lock)
            {
                for (int i = 0; i < Bounds.Length; i++)
                {
                    string bound = Bounds[i].ToString(CultureInfo.InvariantCulture);
                    Line(text, $"digitml_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}}", _buckets[i]);
                }

                Line(text, $"digitml_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}}", _count);
                Line(text, $"digitml_request_seconds_sum{{route=\"{route}\"}}", _sum);
                Line(text, $"digitml_request_seconds_count{{route=\"{route}\"}}", _count);
            }
        }
    }
}
