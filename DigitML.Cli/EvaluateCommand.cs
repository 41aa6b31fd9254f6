using System.CommandLine;
using System.Globalization;
using DigitML.Datasets;
using DigitML.Evaluation;
using DigitML.Plotting;

namespace DigitML.Cli;

/// <summary><c>digitml evaluate</c>: measures a model on a data set.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Model = CommandOptions.Model();
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

    private static readonly Option<int> Views = new("--views")
    {
        Description = "How many views of an image to look at, turned and moved a little, 1 to 11",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> Errors = new("--errors") { Description = "Write the worst errors to this file, as an SVG picture" };

    private static readonly Option<int> Worst = new("--worst")
    {
        Description = "How many errors --errors shows",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<int> Threads = CommandOptions.Threads();
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Measure a model on a data set")
        {
            Model, Dataset, Split, Seed, Views, Errors, Worst, Threads, Json,
        };
        Worst.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int worst) && worst is < 1 or > 1000)
            {
                result.AddError($"--worst is {worst}; it must be from 1 to 1000");
            }
        });
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string? errors = parsed.GetValue(Errors);
        if (errors is not null) { OutputFile.RequireWritable(errors, "--errors"); }
        Models.DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model))
            .WithTestTimeAugmentation(parsed.GetValue(Views));
        DigitDataset data = CommandOptions.Load(parsed.GetRequiredValue(Dataset), parsed.GetValue(Seed), cancellation);
        ImageSet images = data.Part(parsed.GetRequiredValue(Split));
        MulticlassMetrics metrics = classifier.Evaluate(images, parsed.GetValue(Threads), cancellation);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Accuracy {metrics.MicroAccuracy:F4}   macro {metrics.MacroAccuracy:F4}   log loss {metrics.LogLoss:F4}   " +
            $"calibration error {metrics.ExpectedCalibrationError:F4}   {metrics.ImageCount:N0} images"));
        Console.Out.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        Console.Out.WriteLine(metrics.ClassificationReport);
        if (errors is not null)
        {
            ErrorGrid.Write(errors, classifier, images, parsed.GetValue(Worst), parsed.GetValue(Threads), cancellation);
            Console.Out.WriteLine($"Worst errors  {errors}");
        }

        if (parsed.GetValue(Json)) { PrintJson(metrics, errors); }
        return 0;
    }

    private static void PrintJson(MulticlassMetrics metrics, string? errorPicture) => JsonOutput.WriteLine(json =>
    {
        json.WriteFinite("accuracy", metrics.MicroAccuracy, 6);
        json.WriteFinite("macroAccuracy", metrics.MacroAccuracy, 6);
        json.WriteFinite("logLoss", metrics.LogLoss, 6);
        json.WriteFinite("calibrationError", metrics.ExpectedCalibrationError, 6);
        json.WriteNumber("images", metrics.ImageCount);
        json.WriteString("errorPicture", errorPicture);
        json.WriteStrings("labels", metrics.ConfusionMatrix.LabelNames);
        json.WriteStartArray("confusionMatrix");
        foreach (IReadOnlyList<int> row in metrics.ConfusionMatrix.Counts)
        {
            json.WriteStartArray();
            foreach (int count in row) { json.WriteNumberValue(count); }
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });
}
