using System.Globalization;

namespace DigitML.Cli.Output;

/// <summary>Reads pictures of one digit each and puts what was read into words or JSON.</summary>
/// <param name="classifier">Reads.</param>
/// <param name="top">How many candidates are shown, at least 1.</param>
/// <param name="json">Whether answers are JSON.</param>
internal sealed class DigitOutput(DigitClassifier classifier, int top, bool json)
{
    /// <summary>A share as people read it.</summary>
    public static string Percent(float share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F1} %");

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The picture's file.</param>
    /// <param name="stages">The folder for pictures of the stages; null for none.</param>
    public string Read(string path, string? stages)
    {
        var picture = GrayImage.Load(path);
        Prediction prediction = classifier.Predict(picture);
        if (stages is not null) { SaveStages(picture, stages); }
        return json ? ToJson(path, prediction) : ToWords(path, prediction);
    }

    private void SaveStages(GrayImage picture, string folder)
    {
        GrayImage seen = DigitNormalizer.Normalize(picture, classifier.Network.InputShape.Height, classifier.Network.InputShape.Width);
        picture.Save(Path.Combine(folder, "1-picture.png"));
        seen.Save(Path.Combine(folder, "2-digit.png"));
    }

    private string ToJson(string path, Prediction prediction) => JsonOutput.Line(writer =>
    {
        writer.WriteString("file", path);
        writer.WriteString("label", prediction.Label);
        writer.WriteFinite("confidence", prediction.Confidence, 6);
        writer.WriteCandidates("top", prediction.Top(top));
    });

    private string ToWords(string path, Prediction prediction)
    {
        string others = string.Join(", ", prediction.Top(top).Skip(1).Select(candidate => $"{candidate.Label} {Percent(candidate.Confidence)}"));
        return $"{path}: {prediction.Label}  {Percent(prediction.Confidence)}{(others.Length > 0 ? $"  ({others})" : "")}";
    }
}
