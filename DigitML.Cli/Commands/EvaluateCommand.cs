using System.CommandLine;
using DigitML.Cli.Output;
using DigitML.Evaluation.Robustness;
using DigitML.Plotting;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml evaluate</c>: measures a model on a data set.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Model = CommandOptions.Model();
    private static readonly Argument<string> Dataset = CommandOptions.Dataset();

    private static readonly Option<string> Split = new("--split")
    {
        Description = "Part of the data set: train, validation or test",
        DefaultValueFactory = _ => "test",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed of the training, for the same validation split",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> Validation = CommandOptions.Validation();
    private static readonly Option<int?> Views = CommandOptions.Views("model");
    private static readonly Option<string?> Errors = new("--errors") { Description = "Write the worst errors to this SVG file" };

    private static readonly Option<int> Worst = new("--worst")
    {
        Description = "Number of errors that --errors shows",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<bool> Corruptions = new("--corruptions")
    {
        Description = "Also evaluate on images with the fifteen corruptions of MNIST-C",
    };

    private static readonly Option<string?> Sheet = new("--sheet")
    {
        Description = "Write a PNG picture of the fifteen corruptions for one image of each class",
    };

    private static readonly Option<int> Threads = CommandOptions.Threads();
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Evaluate a model on a data set")
        {
            Model, Dataset, Split, Seed, Validation, Views, Errors, Worst, Corruptions, Sheet, Threads, Json,
        };
        Worst.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int worst) && worst is < 1 or > 1000)
            {
                result.AddError($"--worst is {worst}; it must be from 1 to 1000");
            }
        });
        foreach (Option option in CommandOptions.Reading) { command.Options.Add(option); }
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? errors = parsed.GetValue(Errors);
        int threads = parsed.GetValue(Threads);
        if (errors is not null) { OutputFile.RequireWritable(errors, "--errors"); }
        DigitClassifier classifier = CommandOptions.LoadModel(parsed.GetRequiredValue(Model));
        classifier = classifier.WithTestTimeAugmentation(parsed.GetValue(Views) ?? classifier.TestTimeAugmentations);
        var reading = new DatasetOptions { Seed = parsed.GetValue(Seed), ValidationCount = parsed.GetValue(Validation) };
        DigitDataset data = CommandOptions.Load(parsed, parsed.GetRequiredValue(Dataset), reading, cancellationToken);
        ImageSet images = data.Part(parsed.GetRequiredValue(Split));
        if (data.IsUndivided && images.Count > data.Train.Count)
        {
            Console.Error.WriteLine($"{data.Name} is not divided into training and test images: all {images.Count:N0} are measured");
        }

        images = AlignLabels(classifier, images);
        // Before the long work, so that a place that can't be written to costs no time.
        if (parsed.GetValue(Sheet) is { } sheet) { CorruptionSheet.Compose(images).Save(sheet); }
        MulticlassMetrics metrics = errors is null
            ? classifier.Evaluate(images, threads, cancellationToken)
            : ErrorGrid.Write(errors, classifier, images, parsed.GetValue(Worst), threads, cancellationToken);
        RobustnessMetrics? robustness = parsed.GetValue(Corruptions) ? MeasureRobustness(classifier, images, threads, cancellationToken) : null;
        var report = new EvaluateJson(metrics, errors, robustness);
        report.Print();
        if (parsed.GetValue(Json)) { report.PrintJson(); }
        return 0;
    }

    // By name needs no word; digits of another script do.
    private static ImageSet AlignLabels(DigitClassifier classifier, ImageSet images)
    {
        ImageSet aligned = classifier.AlignLabels(images);
        if (images.LabelNames.Except(classifier.LabelNames).Any())
        {
            Console.Error.WriteLine(
                $"The data set's labels {string.Join(' ', images.LabelNames)} are taken for the model's {string.Join(' ', classifier.LabelNames)}, " +
                "number by number.");
        }

        return aligned;
    }

    private static RobustnessMetrics MeasureRobustness(
        DigitClassifier classifier, ImageSet images, int threads, CancellationToken cancellationToken)
    {
        RobustnessMetrics report = classifier.EvaluateRobustness(
            images, threads: threads, progress: new CorruptionDisplay(), cancellationToken: cancellationToken);
        Terminal.Clear();
        return report;
    }
}
