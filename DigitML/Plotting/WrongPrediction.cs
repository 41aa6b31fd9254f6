using System.Globalization;
using DigitML.Engine.Numerics;

namespace DigitML.Plotting;

/// <summary>An image that was taken for another class than its own.</summary>
/// <param name="Index">Its place in the set, from 0.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="TrueName">The name of its class.</param>
/// <param name="GivenName">The name of the class it was taken for; null when its probabilities hold NaN, which is no answer.</param>
/// <param name="Confidence">The probability of the class it was taken for, 0 to 1.</param>
internal sealed record WrongPrediction(int Index, GrayImage Image, string TrueName, string? GivenName, float Confidence)
{
    /// <summary>The confidence in percent, or that there was no answer.</summary>
    public string Certainty =>
        GivenName is null ? "no answer" : string.Create(CultureInfo.InvariantCulture, $"{Confidence * 100:F1} %");

    /// <summary>All that is known of it in one line.</summary>
    public string Description =>
        $"Image {Index.ToString(CultureInfo.InvariantCulture)}: true {TrueName}, read {GivenName ?? "not at all"} ({Certainty})";

    /// <summary>The picture as an address that holds all of it: PNG in base 64.</summary>
    public string DataAddress => Plotting.DataAddress.Create(Image);

    /// <summary>
    /// The worst errors: those without an answer first, then by falling confidence in the wrong class; among equals the first image
    /// comes first. A confident error shows a wrong label, or what the network has not learnt; a doubtful one shows only a hard image.
    /// </summary>
    /// <param name="images">The images with their true labels.</param>
    /// <param name="probabilities">The probability of every class for every image, row after row: [images, K].</param>
    /// <param name="labelNames">The names of the K classes.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<WrongPrediction> FindWorst(
        ImageSet images, ReadOnlySpan<float> probabilities, IReadOnlyList<string> labelNames, int count)
    {
        int classes = labelNames.Count;
        var errors = new List<(int Index, int Given, float Confidence)>();
        for (int image = 0; image < images.Count; image++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(image * classes, classes);
            int given = HoldsNaN(row) ? -1 : ArgMax.IndexOf(row);
            if (given != images.Label(image)) { errors.Add((image, given, given < 0 ? float.PositiveInfinity : row[given])); }
        }

        return
        [
            .. from error in errors.OrderByDescending(error => error.Confidence).Take(count)
               select new WrongPrediction(
                   error.Index, new GrayImage(images.Width, images.Height, images.Pixels(error.Index)),
                   labelNames[images.Label(error.Index)], error.Given < 0 ? null : labelNames[error.Given], error.Confidence),
        ];
    }

    private static bool HoldsNaN(ReadOnlySpan<float> row)
    {
        foreach (float value in row)
        {
            if (float.IsNaN(value)) { return true; }
        }

        return false;
    }
}
