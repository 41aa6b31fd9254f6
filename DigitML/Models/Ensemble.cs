namespace DigitML.Models;

/// <summary>Makes one classifier of several.</summary>
internal static class Ensemble
{
    /// <summary>Combines classifiers; what it does and wants: <see cref="DigitClassifier.Combine"/>.</summary>
    public static DigitClassifier Of(IReadOnlyList<DigitClassifier> classifiers)
    {
        if (classifiers.Count == 0) { throw new DigitMLException("There is no classifier to combine; give at least one."); }
        for (int i = 1; i < classifiers.Count; i++) { CheckFits(classifiers[0], classifiers[i], i + 1); }
        if (classifiers.Count == 1) { return classifiers[0]; }
        WeightPrecision precision = classifiers.All(classifier => classifier.Precision == WeightPrecision.Half)
            ? WeightPrecision.Half
            : WeightPrecision.Full;
        var committee = new Committee([.. classifiers.SelectMany(Members)], classifiers.Max(classifier => classifier.Views));
        return new DigitClassifier(committee, classifiers[0].LabelNames, Provenance(classifiers)) { Precision = precision };
    }

    // The temperature of a single network is its own; that of an ensemble was found for the mean, which is made anew.
    private static IEnumerable<CommitteeMember> Members(DigitClassifier classifier) => classifier.Members is [CommitteeMember single]
        ? [single with { Temperature = single.Temperature * classifier.Temperature }]
        : classifier.Members;

    private static void CheckFits(DigitClassifier first, DigitClassifier other, int number)
    {
        if (other.Network.InputShape != first.Network.InputShape)
        {
            throw new DigitMLException(
                $"Classifier {number} takes images of {other.Size} pixels and the first of {first.Size}: they must be equal to be combined.");
        }

        if (!other.LabelNames.SequenceEqual(first.LabelNames))
        {
            throw new DigitMLException(
                $"Classifier {number} has the labels {string.Join(' ', other.LabelNames)} and the first {string.Join(' ', first.LabelNames)}: " +
                "they must be equal to be combined.");
        }
    }

    private static Dictionary<string, string> Provenance(IReadOnlyList<DigitClassifier> classifiers) => classifiers
        .SelectMany(classifier => classifier.Provenance)
        .GroupBy(fact => fact.Key, fact => fact.Value)
        .ToDictionary(facts => facts.Key, facts => facts.Distinct().Count() == 1 ? facts.First() : string.Join("; ", facts));
}
