using System.CommandLine;
using System.Globalization;
using DigitML.Cli.Output;
using DigitML.Engine.Diagnostics;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml bench</c>: measures the engine with a preset's network.</summary>
internal static class BenchCommand
{
    private static readonly Option<string> Network = new("--network")
    {
        Description = $"Preset whose network is measured: {string.Join(", ", Presets.All.Select(preset => preset.Name))}",
        DefaultValueFactory = _ => "keras",
    };

    private static readonly Option<int> Batch = new("--batch") { Description = "Images per step", DefaultValueFactory = _ => 128 };
    private static readonly Option<int> Threads = CommandOptions.Threads();
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Seconds of training", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> Dense = new("--dense")
    {
        Description = "Disable the kernels that save multiply-adds (sparse gradients, Winograd)",
    };

    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("bench", "Measure the speed of training and inference")
        {
            Network, Batch, Threads, Seconds, Dense, Json,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        double seconds = parsed.GetValue(Seconds);
        if (seconds is not (> 0 and <= 3600)) { throw new DigitMLException($"--seconds is {seconds}; it must be more than 0 and at most 3600."); }
        int threads = parsed.GetValue(Threads) is > 0 and int given ? given : Environment.ProcessorCount;
        TrainingOptions options = Presets.Get(parsed.GetRequiredValue(Network)) with { BatchSize = parsed.GetValue(Batch), Threads = threads };
        EngineMeasurement result = EngineBenchmark.Run(options, TimeSpan.FromSeconds(seconds), parsed.GetValue(Dense), cancellationToken);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{options.Name}, batch {options.BatchSize}, {threads} threads, registers: {result.Simd}\n" +
            $"training   {result.TrainImagesPerSecond,9:F0} images/s   " +
            $"{result.TrainGflops:F0} of {result.PeakGflops:F0} GFLOP/s ({result.TrainPercentOfPeak:F0} % of peak)\n" +
            $"inference  {result.InferImagesPerSecond,9:F0} images/s   one image on one thread: {result.SingleImageMilliseconds:F3} ms"));
        if (parsed.GetValue(Json)) { PrintJson(options, threads, parsed.GetValue(Dense), result); }
        return 0;
    }

    private static void PrintJson(TrainingOptions options, int threads, bool dense, EngineMeasurement result) => JsonOutput.WriteLine(json =>
    {
        json.WriteString("network", options.Name);
        json.WriteNumber("batch", options.BatchSize);
        json.WriteNumber("threads", threads);
        json.WriteBoolean("dense", dense);
        json.WriteFinite("trainImagesPerSecond", result.TrainImagesPerSecond, 1);
        json.WriteFinite("inferImagesPerSecond", result.InferImagesPerSecond, 1);
        json.WriteFinite("singleImageMilliseconds", result.SingleImageMilliseconds, 4);
        json.WriteFinite("peakGflops", result.PeakGflops, 1);
        json.WriteFinite("trainGflops", result.TrainGflops, 1);
        json.WriteFinite("trainPercentOfPeak", result.TrainPercentOfPeak, 1);
        json.WriteString("simd", result.Simd);
    });
}
