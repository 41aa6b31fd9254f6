using System.Diagnostics;

namespace DigitML.Benchmarks.Experiments;

/// <summary>Times the decoding of picture files; <c>decoders.sh</c> puts other programs' times beside it.</summary>
internal static class DecoderSpeed
{
    private const int Rounds = 7;

    /// <summary>Prints the best time of each file, in milliseconds, as a line with its path.</summary>
    public static void Run(string[] files)
    {
        foreach (string file in files)
        {
            byte[] content = File.ReadAllBytes(file);
            double best = double.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                GrayImage.Load(new MemoryStream(content), file);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Console.WriteLine(FormattableString.Invariant($"{file} {best:F1}"));
        }
    }
}
