using DigitML.Classification;

namespace DigitML.Recognition.Segments;

/// <summary>Says of many candidates at once how likely each is one whole digit.</summary>
/// <param name="model">
/// A classifier. One with the classes <see cref="NonDigitLabels.All"/> tells digits from other shapes; any other only tells how sure it is.
/// </param>
/// <param name="labelNames">The labels of the classifier that reads what the judge lets through.</param>
internal sealed class NonDigitClassifier(DigitClassifier model, IReadOnlyList<string> labelNames)
{
    /// <summary>So many pictures are looked at on the caller's thread: others to help would cost more than they bring.</summary>
    private const int FewPictures = 16;

    private readonly int _none = model.LabelNames.ToList().IndexOf(NonDigitLabels.None);
    private readonly int _miscut = model.LabelNames.ToList().IndexOf(NonDigitLabels.Miscut);

    /// <summary>The place of each of the classifier's labels among the judge's; empty when it lacks one.</summary>
    private readonly int[] _places = PlacesOf(labelNames, model.LabelNames);

    /// <summary>Whether the model has classes for shapes that are no digits.</summary>
    public bool KnowsNonDigits => _none >= 0;

    /// <summary>Fills in the candidates' probabilities.</summary>
    public void Judge(IReadOnlyList<Candidate> candidates)
    {
        if (candidates.Count == 0) { return; }
        int classes = model.LabelNames.Count;
        float[] probabilities = Probabilities(model, [.. candidates.Select(candidate => candidate.Picture)]);
        for (int i = 0; i < candidates.Count; i++)
        {
            ReadOnlySpan<float> row = probabilities.AsSpan(i * classes, classes);
            candidates[i].None = _none < 0 ? 0 : row[_none];
            double digit = 0;
            for (int label = 0; label < classes; label++) { digit = label == _none || label == _miscut ? digit : Math.Max(digit, row[label]); }
            candidates[i].Digit = digit;
            candidates[i].Labels = Array.ConvertAll(_places, place => probabilities[i * classes + place]);
        }
    }

    /// <summary>Lets the judge have its say in what a digit is: the mean of both models' probabilities, which err less than either.</summary>
    /// <param name="probabilities">[labels] of the classifier.</param>
    /// <param name="candidate">What the judge has judged already.</param>
    /// <returns>[labels] of both.</returns>
    public float[] Second(float[] probabilities, Candidate candidate)
    {
        float sum = candidate.Labels.Sum();
        return !KnowsNonDigits || sum <= 0 ? probabilities
            : [.. probabilities.Zip(candidate.Labels, (first, second) => (first + second / sum) / 2)];
    }

    private static int[] PlacesOf(IReadOnlyList<string> labelNames, IReadOnlyList<string> among)
    {
        List<string> names = [.. among];
        int[] places = [.. labelNames.Select(name => names.IndexOf(name))];
        return Array.TrueForAll(places, place => place >= 0) ? places : [];
    }

    /// <summary>The probability of every class of a model for every picture, [pictures, classes].</summary>
    public static float[] Probabilities(DigitClassifier model, IReadOnlyList<GrayImage> pictures) =>
        model.PredictProbabilities(Images(pictures, model.LabelNames), threads: pictures.Count <= FewPictures ? 1 : 0);

    private static ImageSet Images(IReadOnlyList<GrayImage> pictures, IReadOnlyList<string> labelNames)
    {
        const int Length = DigitNormalizer.Size * DigitNormalizer.Size;
        var pixels = new byte[pictures.Count * Length];
        for (int i = 0; i < pictures.Count; i++) { pictures[i].Pixels.CopyTo(pixels.AsSpan(i * Length)); }
        return ImageSet.Over(pixels, new int[pictures.Count], DigitNormalizer.Size, DigitNormalizer.Size, labelNames);
    }
}
