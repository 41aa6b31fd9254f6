using System.Diagnostics;
using DigitML.Engine.Kernels;
using DigitML.Engine.Layers;
using DigitML.Engine.Networks;
using DigitML.Engine.Numerics;
using DigitML.Engine.Threading;
using DigitML.Engine.Training;

namespace DigitML.Engine.Diagnostics;

/// <summary>Measures the engine on random images: real steps of a recipe's network, optimizer and dropout, without augmentation.</summary>
internal static class EngineBenchmark
{
    private const int Batches = 20;
    private const int WarmUpSteps = 5;

    // Training between two measurements of the peak.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(.2);

    /// <summary>Measures.</summary>
    /// <param name="options">The recipe; its batch size and threads are used. 0 threads takes one for each processor.</param>
    /// <param name="span">How long to train; inference takes half of it, single images a quarter.</param>
    /// <param name="dense">Whether to leave out the kernels that save multiply-adds (sparse gradients, Winograd's convolution).</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    /// <exception cref="DigitMLException">An option is out of range.</exception>
    public static EngineMeasurement Run(TrainingOptions options, TimeSpan span, bool dense = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        WorkerTeam team = WorkerTeam.FromSetting(options.Threads);
        ImageSet images = RandomImages(options);
        (double train, double peak) = TrainingRate(
            options with { Augmentation = AugmentationOptions.None }, images, team, span, dense, cancellationToken);
        ParameterSet parameters = options.Network.CreateParameters();
        parameters.Initialize(options.Seed);
        double infer = BatchRate(options, parameters, images, team, span / 2, dense, cancellationToken);
        double single = SingleRate(options, parameters, images, span / 4, dense, cancellationToken);
        return new EngineMeasurement(train, infer, 1000 / single, peak, train * StepFlops(options.Network) / 1e9, SimdName());
    }

    /// <summary>
    /// Images a second, and the peak meanwhile: what a processor can do changes from one second to the next with its clock and, if it is shared,
    /// with the others' work, so the peak is measured again and again between slices of training.
    /// </summary>
    private static (double ImagesPerSecond, double Peak) TrainingRate(
        TrainingOptions options, ImageSet images, WorkerTeam team, TimeSpan span, bool dense, CancellationToken cancellationToken)
    {
        var learner = new Learner(options, images, dense);
        learner.StartEpoch(0);
        int step = 0;
        void Step() => learner.Step(step++ % learner.StepsPerEpoch, options.Optimizer.LearningRate);
        WarmUp(Step, span);
        double seconds = 0, steps = 0;
        var peaks = new List<double>();
        while (seconds < span.TotalSeconds)
        {
            peaks.Add(PeakMeasurement.Gflops(team.Threads));
            (int count, double taken) = Repeat(Step, Slice, cancellationToken);
            (seconds, steps) = (seconds + taken, steps + count);
        }

        peaks.Sort();
        return (options.BatchSize * steps / seconds, peaks[peaks.Count / 2]);
    }

    private static double BatchRate(
        TrainingOptions options, ParameterSet parameters, ImageSet images, WorkerTeam team, TimeSpan span, bool dense,
        CancellationToken cancellationToken)
    {
        var session = new InferenceSession(options.Network, parameters, PixelNormalization.UnitRange, options.BatchSize, dense);
        ImageSet batch = images.Take(options.BatchSize);
        var logits = new float[options.BatchSize * options.Network.ClassCount];
        return options.BatchSize * Rate(() => session.Run(batch, team, logits), span, cancellationToken);
    }

    private static double SingleRate(
        TrainingOptions options, ParameterSet parameters, ImageSet images, TimeSpan span, bool dense, CancellationToken cancellationToken)
    {
        var session = new InferenceSession(options.Network, parameters, PixelNormalization.UnitRange, capacity: 1, dense);
        var logits = new float[options.Network.ClassCount];
        return Rate(() => session.Run(images.Pixels(0), logits), span, cancellationToken);
    }

    /// <summary>Calls a second, after a warm-up.</summary>
    private static double Rate(Action call, TimeSpan span, CancellationToken cancellationToken)
    {
        WarmUp(call, span);
        (int count, double seconds) = Repeat(call, span, cancellationToken);
        return count / seconds;
    }

    private static void WarmUp(Action call, TimeSpan span)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUpSteps || Stopwatch.GetElapsedTime(start) < span / 10; i++) { call(); }
    }

    private static (int Count, double Seconds) Repeat(Action call, TimeSpan span, CancellationToken cancellationToken)
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        for (; count == 0 || Stopwatch.GetElapsedTime(start) < span; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            call();
        }

        return (count, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>
    /// A step computes every product three times (forward, by the input, by the weights), but the first layer's input needs no gradient.
    /// </summary>
    private static double StepFlops(Network network)
    {
        long first = network.Places.Select(place => place.Layer.MultiplyAdds(place.Input)).FirstOrDefault(count => count > 0);
        return 2.0 * (3 * network.MultiplyAdds - first);
    }

    /// <summary>Random images with random labels, of the size that a recipe's network takes: some batches of them.</summary>
    internal static ImageSet RandomImages(TrainingOptions options)
    {
        TensorShape shape = options.Network.InputShape;
        int count = Batches * options.BatchSize;
        var pixels = new byte[count * shape.Height * shape.Width];
        var labels = new int[count];
        var random = new RandomStream(options.Seed);
        foreach (ref byte pixel in pixels.AsSpan()) { pixel = (byte)random.Next(256); }
        foreach (ref int label in labels.AsSpan()) { label = random.Next(options.Network.ClassCount); }
        string[] names = [.. Enumerable.Range(0, options.Network.ClassCount).Select(index => $"{index}")];
        return new ImageSet(pixels, labels, shape.Height, shape.Width, names);
    }

    private static string SimdName() => Simd.Width switch
    {
        16 => "AVX-512, 16 floats",
        8 => "256 bits, 8 floats",
        4 => "128 bits, 4 floats",
        _ => "none",
    };
}
