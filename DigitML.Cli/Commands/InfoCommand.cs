using System.CommandLine;
using System.Globalization;
using DigitML.Cli.Output;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml info</c>: what a model is and how it was trained.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string> Model = CommandOptions.Model();
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("info", "Describe a model and its training") { Model, Json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Model), parsed.GetValue(Json)));
        return command;
    }

    private static int Run(string model, bool json)
    {
        DigitClassifier classifier = CommandOptions.LoadModel(model);
        long bytes = CommandOptions.FindBuiltIn(model) is null ? new FileInfo(model).Length : CountBytes(classifier);
        PrintNetworks(classifier, Path.GetFileNameWithoutExtension(model));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Multiply-adds an image: {classifier.Networks.Sum(network => network.MultiplyAdds):N0}\n" +
            $"Images: {classifier.Network.InputShape.Height}x{classifier.Network.InputShape.Width}\n" +
            $"Labels: {string.Join(' ', classifier.LabelNames)}\n" +
            $"Pixels: {Describe(classifier.Normalization)}\n" +
            $"Temperature: {classifier.Temperature:F4}\n" +
            $"Views of an image: {classifier.TestTimeAugmentations}\n" +
            $"File: {bytes:N0} bytes, weights of {BitsOf(classifier.Precision)} bits, sum {classifier.WeightsSha256()}"));
        foreach ((string name, string value) in classifier.Provenance) { Console.Out.WriteLine($"{name}: {value}"); }
        if (json) { PrintJson(model, bytes, classifier); }
        return 0;
    }

    private static string Describe(PixelNormalization normalization) => normalization.Kind switch
    {
        NormalizationKind.Zca => "whitened (ZCA)",
        NormalizationKind.UnitRange => "from 0 to 1",
        _ => string.Create(CultureInfo.InvariantCulture, $"mean {normalization.Mean:F4}, deviation {normalization.StandardDeviation:F4}"),
    };

    private static void PrintNetworks(DigitClassifier classifier, string name)
    {
        string[] summaries = [.. classifier.Networks.Select(network => network.Summary(name))];
        foreach (IGrouping<string, string> equal in summaries.GroupBy(summary => summary))
        {
            Console.Out.Write(equal.Key);
            if (summaries.Length > 1) { Console.Out.WriteLine($"Networks of this kind: {equal.Count()} of {summaries.Length}"); }
        }
    }

    // A built-in model has no file to be asked; saved, it would make this one.
    private static long CountBytes(DigitClassifier classifier)
    {
        using var stream = new MemoryStream();
        classifier.Save(stream);
        return stream.Length;
    }

    private static int BitsOf(WeightPrecision precision) => precision == WeightPrecision.Half ? 16 : 32;

    private static void PrintJson(string model, long bytes, DigitClassifier classifier) => JsonOutput.WriteLine(json =>
    {
        json.WriteString("model", model);
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("bits", BitsOf(classifier.Precision));
        json.WriteNumber("networks", classifier.Networks.Count);
        json.WriteNumber("parameters", classifier.Networks.Sum(network => (long)network.ParameterCount));
        json.WriteNumber("multiplyAdds", classifier.Networks.Sum(network => network.MultiplyAdds));
        json.WriteNumber("height", classifier.Network.InputShape.Height);
        json.WriteNumber("width", classifier.Network.InputShape.Width);
        json.WriteStrings("labels", classifier.LabelNames);
        json.WriteString("normalization", classifier.Normalization.Kind.CommandLineName());
        json.WriteFinite("pixelMean", classifier.Normalization.Mean, 6);
        json.WriteFinite("pixelDeviation", classifier.Normalization.StandardDeviation, 6);
        json.WriteFinite("temperature", classifier.Temperature, 6);
        json.WriteNumber("views", classifier.TestTimeAugmentations);
        json.WriteString("weightsSha256", classifier.WeightsSha256());
        json.WriteStartObject("training");
        foreach ((string name, string value) in classifier.Provenance) { json.WriteString(name, value); }
        json.WriteEndObject();
    });
}
