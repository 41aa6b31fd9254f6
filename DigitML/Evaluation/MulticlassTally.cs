using DigitML.Engine.Numerics;

namespace DigitML.Evaluation;

/// <summary>What <see cref="MulticlassMetrics"/> counts while it goes through the images.</summary>
internal sealed class MulticlassTally(int classCount)
{
    private const double SmallestProbability = 1e-15;

    /// <summary>Images as [actual, predicted]; those without a prediction are in no cell.</summary>
    public int[,] Counts { get; } = new int[classCount, classCount];

    /// <summary>Images of each class: [K].</summary>
    public int[] Support { get; } = new int[classCount];

    /// <summary>Number of images whose true class came at each place of the ranking: [K], the first place at index 0.</summary>
    public int[] Ranks { get; } = new int[classCount];

    /// <summary>Sum of -ln(p of the true class) over the images of each class, in nats: [K].</summary>
    public double[] LogLossSums { get; } = new double[classCount];

    /// <summary>How well confidence and accuracy agree.</summary>
    public ReliabilityTally Reliability { get; } = new();

    /// <summary>Images whose probabilities hold NaN.</summary>
    public int InvalidCount { get; private set; }

    /// <summary>Takes in one image.</summary>
    /// <param name="label">Its class, 0 to K - 1.</param>
    /// <param name="probabilities">Its probabilities: [K].</param>
    public void Add(int label, ReadOnlySpan<float> probabilities)
    {
        Support[label]++;
        if (ContainsNaN(probabilities))
        {
            InvalidCount++;
            LogLossSums[label] = double.NaN;
            return;
        }

        int predicted = ArgMax.IndexOf(probabilities);
        Counts[label, predicted]++;
        Reliability.Add(probabilities[predicted], predicted == label);
        Ranks[RankOf(label, probabilities)]++;
        LogLossSums[label] -= Math.Log(Math.Clamp((double)probabilities[label], SmallestProbability, 1));
    }

    private static bool ContainsNaN(ReadOnlySpan<float> probabilities)
    {
        foreach (float probability in probabilities)
        {
            if (float.IsNaN(probability))
            {
                return true;
            }
        }

        return false;
    }

    // Place in a stable descending sort, so that place 0 is exactly the arg max.
    private static int RankOf(int label, ReadOnlySpan<float> probabilities)
    {
        int rank = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[label] || (k < label && probabilities[k] == probabilities[label]))
            {
                rank++;
            }
        }

        return rank;
    }
}
