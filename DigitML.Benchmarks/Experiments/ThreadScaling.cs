using System.Diagnostics;
using DigitML.Engine.Diagnostics;
using DigitML.Engine.Training;

namespace DigitML.Benchmarks.Experiments;

/// <summary>
/// Trains the same network on one thread and on all, slice by slice in turn, so that both see the same hours of a machine that others use too;
/// and, as the most that threads could give there, a network for each thread, which share no work.
/// </summary>
internal static class ThreadScaling
{
    private const int WarmUpSteps = 60, Rounds = 150;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(.2);

    /// <summary>Prints the medians of a preset's rates and of their ratio, beside what pure multiply-adds scale by.</summary>
    public static void Run(string preset)
    {
        int threads = Environment.ProcessorCount;
        Trainee[] apart = [.. Enumerable.Range(0, threads).Select(_ => new Trainee(preset, 1))];
        var together = new Trainee(preset, threads);
        var slices = new List<(double One, double Together, double Apart, double Peak)>();
        for (int round = 0; round < Rounds; round++)
        {
            double peak = PeakMeasurement.Gflops(threads) / PeakMeasurement.Gflops(1);
            slices.Add((apart[0].Rate(), together.Rate(), RateOfAll(apart), peak));
        }

        double[] ratios = [.. slices.Select(slice => slice.Together / slice.One)];
        Console.WriteLine(FormattableString.Invariant(
            $"""
            {preset}, medians of {Rounds} slices: {Median(slices, s => s.One):N0} images/s on one thread, {Median(slices, s => s.Together):N0} on all
            {threads} threads over one: median {Quantile(ratios, .5):F2}, quartiles {Quantile(ratios, .25):F2} and {Quantile(ratios, .75):F2}
            {threads} trainings on a thread each, over one: median {Median(slices, slice => slice.Apart / slice.One):F2}
            multiply-adds in registers, {threads} threads over one: median {Median(slices, slice => slice.Peak):F2}
            """));
    }

    private static double RateOfAll(Trainee[] trainees)
    {
        var rates = new double[trainees.Length];
        Thread[] threads = [.. trainees.Select((trainee, index) => new Thread(() => rates[index] = trainee.Rate()))];
        foreach (Thread thread in threads) { thread.Start(); }
        foreach (Thread thread in threads) { thread.Join(); }
        return rates.Sum();
    }

    private static double Median<T>(List<T> slices, Func<T, double> of) => Quantile([.. slices.Select(of)], .5);

    private static double Quantile(double[] values, double share) => values.Order().ElementAt((int)(share * (values.Length - 1)));

    private sealed class Trainee
    {
        private readonly Learner _session;
        private readonly int _batch;
        private int _step;

        public Trainee(string preset, int threads)
        {
            TrainingOptions options = Presets.Get(preset) with { Augmentation = AugmentationOptions.None, Threads = threads };
            _session = new Learner(options, EngineBenchmark.RandomImages(options));
            _batch = options.BatchSize;
            _session.StartEpoch(0);
            for (int i = 0; i < WarmUpSteps; i++) { Step(); }
        }

        /// <summary>Images a second in a slice of time.</summary>
        public double Rate()
        {
            int steps = 0;
            long start = Stopwatch.GetTimestamp();
            for (; Stopwatch.GetElapsedTime(start) < Slice; steps++) { Step(); }
            return _batch * steps / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        private void Step() => _session.Step(_step++ % _session.StepsPerEpoch, 1e-3f);
    }
}
