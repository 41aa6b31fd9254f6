using DigitML.Tests.Engine.Training;
using DigitML.Tests.Imaging.Png;

namespace DigitML.Tests.Cli;

/// <summary>PNG files with a pattern of the tiny data set.</summary>
internal static class TinyPicture
{
    private const int Size = 28;

    /// <summary>The content of a good file.</summary>
    /// <param name="label">Which of the ten patterns.</param>
    public static byte[] Of(int label) =>
        TestPng.Gray(Size, Size, SyntheticDigits.Make(count: 10, seed: 3, Size).Pixels(label).ToArray());
}
