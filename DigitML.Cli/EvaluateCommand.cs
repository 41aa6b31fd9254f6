using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Evaluation.Robustness;

namespace DigitML.Cli;

/// <summary><c>digitml evaluate</c>: measures a model on a data set.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Model = new("MODEL") { Description = "The model's file" };
    private static readonly Argument<string> Dataset = CommandOptions.Dataset();

    private static readonly Option<string> Split = new("--split")
    {
        Description = "Which images: train, validation or test",
        DefaultValueFactory = _ => "test",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The seed of the training, which decides the validation split",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Corruptions = new("--corruptions")
    {
        Description = "Measure the images spoilt in the fifteen ways of MNIST-C as well",
    };

    private static readonly Option<string?> Sheet = new("--sheet")
    {
        Description = "Write a PNG picture of the fifteen corruptions on one image of each class",
    };

    private static readonly Option<int> Threads = CommandOptions.Threads();
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Measure a model on a data set")
        {
            Model, Dataset, Split, Corruptions, Sheet, Seed, Threads, Json,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Models.DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model));
        DigitDataset data = CommandOptions.Load(parsed.GetRequiredValue(Dataset), parsed.GetValue(Seed), cancellation);
        ImageSet images = data.Part(parsed.GetRequiredValue(Split));
        // Before the long work, so that a place that can't be written to costs no time.
        if (parsed.GetValue(Sheet) is { } sheet) { CorruptionSheet.Compose(images).Save(sheet); }
        MulticlassMetrics metrics = classifier.Evaluate(images, parsed.GetValue(Threads), cancellation);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Accuracy {metrics.MicroAccuracy:F4}   macro {metrics.MacroAccuracy:F4}   log loss {metrics.LogLoss:F4}   " +
            $"{metrics.ImageCount:N0} images"));
        Console.Out.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        Console.Out.WriteLine(metrics.ClassificationReport);
        RobustnessReport? robustness = parsed.GetValue(Corruptions) ? MeasureRobustness(classifier, images, parsed, cancellation) : null;
        if (robustness is not null) { Console.Out.WriteLine(robustness); }
        if (parsed.GetValue(Json)) { PrintJson(metrics, robustness); }
        return 0;
    }

    private static RobustnessReport MeasureRobustness(
        Models.DigitClassifier classifier, ImageSet images, ParseResult parsed, CancellationToken cancellation)
    {
        RobustnessReport report = classifier.EvaluateRobustness(
            images, threads: parsed.GetValue(Threads), progress: new CorruptionDisplay(), cancellation: cancellation);
        Terminal.Clear();
        return report;
    }

    private static void PrintJson(MulticlassMetrics metrics, RobustnessReport? robustness) => JsonOutput.WriteLine(json =>
    {
        json.WriteFinite("accuracy", metrics.MicroAccuracy, 6);
        json.WriteFinite("macroAccuracy", metrics.MacroAccuracy, 6);
        json.WriteFinite("logLoss", metrics.LogLoss, 6);
        json.WriteNumber("images", metrics.ImageCount);
        json.WriteStrings("labels", metrics.ConfusionMatrix.LabelNames);
        json.WriteStartArray("confusionMatrix");
        foreach (IReadOnlyList<int> row in metrics.ConfusionMatrix.Counts)
        {
            json.WriteStartArray();
            foreach (int count in row) { json.WriteNumberValue(count); }
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (robustness is not null) { WriteRobustness(json, robustness); }
    });

    private static void WriteRobustness(Utf8JsonWriter json, RobustnessReport robustness)
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
