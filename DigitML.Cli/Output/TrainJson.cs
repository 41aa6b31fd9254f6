using System.Globalization;
using System.Text.Json;
using DigitML.Cli.Commands;
using DigitML.Synthesis;

namespace DigitML.Cli.Output;

/// <summary>What <c>digitml train</c> says at the end.</summary>
/// <param name="Model">Where the model was saved.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="Options">The training's options.</param>
/// <param name="WeightsSha256">The sum of the weights.</param>
/// <param name="Result">What the training came to.</param>
/// <param name="Test">The test set's metrics; null when the data set has none.</param>
internal sealed record TrainJson(
    string Model, string Dataset, TrainingOptions Options, string WeightsSha256, TrainingResult Result, MulticlassMetrics? Test)
{
    /// <summary>Where the report page was written; null when none was wanted.</summary>
    public string? Report { get; init; }

    /// <summary>How digits and shapes that are none are told apart; null when there is no class of these.</summary>
    public NonDigitMetrics? None { get; init; }

    /// <summary>For people.</summary>
    public void Print()
    {
        if (Test is not null)
        {
            Line($"Test accuracy       {Test.MicroAccuracy * 100:F2} % of {Test.ImageCount:N0} images (log loss {Test.LogLoss:F4})");
        }

        if (Result.ValidationAccuracy is { } validation) { Line($"Validation accuracy {validation * 100:F2} %"); }
        if (Test is null) { Line($"The data set has no test images."); }
        else { Line($"{ConfusionText.Create(Test.ConfusionMatrix)}"); }
        if (None is not null) { Console.Out.Write(None); }
        Line($"Training            {Result.Seconds:F1} s, {Result.ImagesPerSecond:N0} images/s");
        Line($"Model               {Model} (weights {WeightsSha256[..12]})");
        if (Report is not null) { Line($"Report              {Report}"); }
    }

    /// <summary>For programs.</summary>
    public void PrintJson() => JsonOutput.WriteLine(json =>
    {
        json.WriteString("model", Model);
        json.WriteString("report", Report);
        json.WriteString("dataset", Dataset);
        json.WriteString("preset", Options.Name);
        json.WriteNumber("seed", Options.Seed);
        json.WriteNumber("models", Result.Classifier.Networks.Count);
        json.WriteNumber("epochs", Result.History.Count);
        json.WriteString("startedFrom", Options.Transfer?.Source.WeightsSha256());
        json.WriteString("teacher", Result.Classifier.Provenance.GetValueOrDefault("teacher"));
        json.WriteString("normalization", Result.Classifier.Normalization.Kind.CommandLineName());
        json.WriteString("classWeights", Options.ClassWeights?.ToString());
        json.WriteNumber("height", Result.Classifier.Network.InputShape.Height);
        json.WriteNumber("width", Result.Classifier.Network.InputShape.Width);
        json.WriteStrings("labels", Result.Classifier.LabelNames);
        json.WriteNumber("parameters", Result.Classifier.Networks.Sum(network => (long)network.ParameterCount));
        json.WriteFinite("trainSeconds", Result.Seconds, 3);
        json.WriteFinite("imagesPerSecond", Result.ImagesPerSecond, 1);
        json.WriteFinite("validationAccuracy", Result.ValidationAccuracy, 6);
        json.WriteFinite("testAccuracy", Test?.MicroAccuracy, 6);
        json.WriteFinite("macroAccuracy", Test?.MacroAccuracy, 6);
        json.WriteFinite("logLoss", Test?.LogLoss, 6);
        json.WriteFinite("calibrationError", Test?.ExpectedCalibrationError, 6);
        json.WriteString("weightsSha256", WeightsSha256);
        if (None is not null) { WriteNone(json, None); }
    });

    private static void WriteNone(Utf8JsonWriter json, NonDigitMetrics none)
    {
        json.WriteFinite("digitsRejected", none.DigitRejectionRate, 6);
        json.WriteStartObject("noneRecognised");
        foreach ((NonDigitKind kind, double share) in Enum.GetValues<NonDigitKind>().Zip(none.RecallByKind))
        {
            json.WriteFinite(JsonNamingPolicy.CamelCase.ConvertName($"{kind}"), share, 6);
        }

        json.WriteEndObject();
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
