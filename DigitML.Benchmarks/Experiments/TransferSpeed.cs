using System.Diagnostics;
using DigitML.Engine.Numerics;
using DigitML.Engine.Training;

namespace DigitML.Benchmarks.Experiments;

/// <summary>Times a training step of the built-in model's network, everything learning and its convolutions frozen, in turn.</summary>
internal static class TransferSpeed
{
    private const int Batch = 128, Rounds = 12, Steps = 5;

    /// <summary>Prints the best times of a step and their ratio.</summary>
    public static void Run()
    {
        DigitClassifier latin = DigitClassifier.Pretrained(NumeralSystem.Latin);
        Learner free = Session(new TransferOptions(latin)), frozen = Session(TransferOptions.FreezeConvolutions(latin));
        double freeTime = double.MaxValue, frozenTime = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            freeTime = Math.Min(freeTime, Time(free));
            frozenTime = Math.Min(frozenTime, Time(frozen));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{1000 * freeTime:F1} ms a step, {1000 * frozenTime:F1} ms with frozen convolutions: {freeTime / frozenTime:F2} times as fast"));
    }

    private static Learner Session(TransferOptions transfer)
    {
        var random = new RandomStream(1);
        var pixels = new byte[Batch * 28 * 28];
        foreach (ref byte pixel in pixels.AsSpan()) { pixel = (byte)random.Next(256); }
        var images = new ImageSet(pixels, new int[Batch], 28, 28, transfer.Source.LabelNames);
        Network network = transfer.CreateNetwork(images.LabelNames);
        return new Learner(Presets.Fast with { Network = network, Transfer = transfer }, images);
    }

    private static double Time(Learner session)
    {
        double best = double.MaxValue;
        for (int step = 0; step < Steps; step++)
        {
            long start = Stopwatch.GetTimestamp();
            session.Step(0, 1e-3f);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
