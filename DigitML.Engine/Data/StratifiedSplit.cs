using DigitML.Engine.Numerics;

namespace DigitML.Engine.Data;

/// <summary>Chooses images at random so that each class gives in proportion to its size.</summary>
internal static class StratifiedSplit
{
    // Distinguishes the split from other uses of the same seed.
    private const ulong SplitStream = 0x5B11, PerClassStream = 0x5C11;

    /// <summary>
    /// Shares indices out between training and validation; both lists come in ascending order. Every class keeps an image to learn from
    /// as long as others have more to give.
    /// </summary>
    /// <param name="labels">The label of each image.</param>
    /// <param name="countsByClass">How many images each class has.</param>
    /// <param name="validationCount">How many indices go to validation, 0 to the number of labels; exactly so many do.</param>
    /// <param name="seed">Which images are chosen.</param>
    public static (int[] Training, int[] Validation) Indices(int[] labels, int[] countsByClass, int validationCount, ulong seed)
    {
        bool[] chosen = Choose(labels, LeaveOne(countsByClass, Quotas(countsByClass, validationCount)), new RandomStream(seed, SplitStream));
        int[] all = Enumerable.Range(0, labels.Length).ToArray();
        return (Array.FindAll(all, index => !chosen[index]), Array.FindAll(all, index => chosen[index]));
    }

    /// <summary>Chooses as many indices of every class; they come in ascending order.</summary>
    /// <param name="labels">The label of each image.</param>
    /// <param name="countsByClass">How many images each class has.</param>
    /// <param name="names">What each class is called.</param>
    /// <param name="count">How many of each class.</param>
    /// <param name="seed">Which images are chosen.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1, or a class has fewer images.</exception>
    public static int[] PerClass(int[] labels, int[] countsByClass, IReadOnlyList<string> names, int count, ulong seed)
    {
        int poorest = Array.IndexOf(countsByClass, countsByClass.Min());
        if (count < 1 || count > countsByClass[poorest])
        {
            throw new DigitMLException($"Cannot take {count} images a class: class {names[poorest]} has "
                + $"{countsByClass[poorest]}; give a number from 1 to the smallest class's.");
        }

        int[] wanted = Array.ConvertAll(countsByClass, _ => count);
        bool[] chosen = Choose(labels, wanted, new RandomStream(seed, PerClassStream));
        return Array.FindAll(Enumerable.Range(0, labels.Length).ToArray(), index => chosen[index]);
    }

    private static bool[] Choose(int[] labels, int[] wanted, RandomStream random)
    {
        int[] order = Enumerable.Range(0, labels.Length).ToArray();
        random.Shuffle<int>(order);
        bool[] chosen = new bool[labels.Length];
        foreach (int index in order)
        {
            chosen[index] = wanted[labels[index]]-- > 0;
        }
        return chosen;
    }

    /// <summary>Takes the last image of a class back where a class that has more than one left can give its own instead.</summary>
    internal static int[] LeaveOne(int[] counts, int[] quotas)
    {
        int[] all = Enumerable.Range(0, counts.Length).ToArray();
        foreach (int poor in all.Where(index => counts[index] > 0 && quotas[index] == counts[index]))
        {
            int rich = all.MaxBy(index => counts[index] - quotas[index]);
            if (counts[rich] - quotas[rich] < 2) { return quotas; }
            quotas[poor]--;
            quotas[rich]++;
        }
        return quotas;
    }

    /// <summary>
    /// Shares a total out in proportion to the counts, in whole numbers that add up to it: everyone gets the whole part of the exact
    /// share, the largest remainders one more (Hamilton's method), the earlier class where remainders are equal.
    /// </summary>
    internal static int[] Quotas(int[] counts, int total)
    {
        long all = Math.Max(1, counts.Sum(count => (long)count));
        int[] quotas = Array.ConvertAll(counts, count => (int)((long)total * count / all));
        IEnumerable<int> byRemainder = Enumerable.Range(0, counts.Length).OrderByDescending(index => (long)total * counts[index] % all);
        foreach (int index in byRemainder.Take(total - quotas.Sum()))
        {
            quotas[index]++;
        }
        return quotas;
    }
}
