using System.CommandLine;
using System.Globalization;
using DigitML.Models;

namespace DigitML.Cli;

/// <summary><c>digitml info</c>: what a model is and how it was trained.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string> Model = new("MODEL") { Description = "The model's file" };
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("info", "What a model is and how it was trained") { Model, Json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Model), parsed.GetValue(Json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        DigitClassifier classifier = CommandOptions.LoadModel(path);
        long bytes = new FileInfo(path).Length;
        Console.Out.Write(classifier.Network.Summary(Path.GetFileNameWithoutExtension(path)));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Multiply-adds an image: {classifier.Network.MultiplyAdds:N0}\nLabels: {string.Join(' ', classifier.LabelNames)}\n" +
            $"Pixels: {Describe(classifier.Normalization)}\n" +
            $"File: {bytes:N0} bytes, weights {classifier.WeightsSha256()}"));
        foreach ((string name, string value) in classifier.Provenance) { Console.Out.WriteLine($"{name}: {value}"); }
        if (json) { PrintJson(path, bytes, classifier); }
        return 0;
    }

    private static string Describe(PixelNormalization normalization) => normalization.Kind switch
    {
        NormalizationKind.Zca => "whitened (ZCA)",
        NormalizationKind.UnitRange => "from 0 to 1",
        _ => string.Create(CultureInfo.InvariantCulture, $"mean {normalization.Mean:F4}, deviation {normalization.Deviation:F4}"),
    };

    private static void PrintJson(string path, long bytes, DigitClassifier classifier) => JsonOutput.WriteLine(json =>
    {
        json.WriteString("model", path);
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("parameters", classifier.Network.ParameterCount);
        json.WriteNumber("multiplyAdds", classifier.Network.MultiplyAdds);
        json.WriteStrings("labels", classifier.LabelNames);
        json.WriteString("normalization", classifier.Normalization.Kind.CommandLineName());
        json.WriteFinite("pixelMean", classifier.Normalization.Mean, 6);
        json.WriteFinite("pixelDeviation", classifier.Normalization.Deviation, 6);
        json.WriteString("weightsSha256", classifier.WeightsSha256());
        json.WriteStartObject("training");
        foreach ((string name, string value) in classifier.Provenance) { json.WriteString(name, value); }
        json.WriteEndObject();
    });
}
