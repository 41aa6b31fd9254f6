using System.Globalization;
using System.Text.Json;

namespace DigitML.Cli.Output;

/// <summary>What <c>digitml evaluate</c> says.</summary>
/// <param name="Metrics">What was measured.</param>
/// <param name="ErrorPicture">Where the picture of the worst errors lies; null when none was asked for.</param>
/// <param name="Robustness">The accuracy on spoilt images; null when it wasn't asked for.</param>
internal sealed record EvaluateJson(MulticlassMetrics Metrics, string? ErrorPicture, RobustnessMetrics? Robustness)
{
    /// <summary>For people.</summary>
    public void Print()
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Accuracy {Metrics.MicroAccuracy:F4}   macro {Metrics.MacroAccuracy:F4}   log loss {Metrics.LogLoss:F4}   " +
            $"calibration error {Metrics.ExpectedCalibrationError:F4}   {Metrics.ImageCount:N0} images"));
        Console.Out.WriteLine(ConfusionText.Create(Metrics.ConfusionMatrix));
        Console.Out.WriteLine(Metrics.ClassificationReport);
        if (ErrorPicture is not null) { Console.Out.WriteLine($"Worst errors  {ErrorPicture}"); }
        if (Robustness is not null) { Console.Out.WriteLine(Robustness); }
    }

    /// <summary>For programs.</summary>
    public void PrintJson() => JsonOutput.WriteLine(json =>
    {
        json.WriteFinite("accuracy", Metrics.MicroAccuracy, 6);
        json.WriteFinite("macroAccuracy", Metrics.MacroAccuracy, 6);
        json.WriteFinite("logLoss", Metrics.LogLoss, 6);
        json.WriteFinite("calibrationError", Metrics.ExpectedCalibrationError, 6);
        json.WriteNumber("images", Metrics.ImageCount);
        json.WriteString("errorPicture", ErrorPicture);
        json.WriteStrings("labels", Metrics.ConfusionMatrix.LabelNames);
        json.WriteStartArray("confusionMatrix");
        foreach (IReadOnlyList<int> row in Metrics.ConfusionMatrix.Counts)
        {
            json.WriteStartArray();
            foreach (int count in row) { json.WriteNumberValue(count); }
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (Robustness is not null) { WriteRobustness(json, Robustness); }
    });

    private static void WriteRobustness(Utf8JsonWriter json, RobustnessMetrics robustness)
    {
        json.WriteStartObject("corruptions");
        foreach (CorruptionAccuracy row in robustness.Corruptions)
        {
            json.WriteFinite(ImageCorruption.Name(row.Corruption), row.Accuracy, 6);
        }

        json.WriteEndObject();
        json.WriteFinite("meanCorruptionAccuracy", robustness.MeanCorruptionAccuracy, 6);
    }
}
