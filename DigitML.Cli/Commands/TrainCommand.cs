using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DigitML.Cli.Output;

namespace DigitML.Cli.Commands;

/// <summary><c>digitml train</c>: trains a network, measures it on the test set and saves it.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string> Dataset = CommandOptions.Dataset();

    private static readonly Option<string> Preset = new("--preset")
    {
        Description = $"Preset: {string.Join(", ", Presets.All.Select(preset => preset.Name))}",
        DefaultValueFactory = _ => "fast",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed of initialization, shuffling, dropout, augmentation and the validation split",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> Epochs = new("--epochs")
    {
        Description = "Number of epochs (default: the preset's; small data sets repeat images up to its minimum number of steps)",
    };
    private static readonly Option<int?> BatchSize = new("--batch-size") { Description = "Images per step (default: the preset's)" };

    private static readonly Option<int?> PerClass = new("--per-class")
    {
        Description = "Use only N training images per class, chosen by --seed (default: all)",
    };

    private static readonly Option<int?> Validation = CommandOptions.Validation();

    private static readonly Option<NormalizationKind?> Normalization = new("--normalization")
    {
        Description = "Pixel normalization: unit (0 to 1), standardize (mean 0, standard deviation 1) or zca (whitening) (default: the preset's)",
        CustomParser = ParseNormalization,
        HelpName = "unit|standardize|zca",
    };

    private static readonly Option<float?> ZcaEpsilon = new("--zca-epsilon")
    {
        Description = "Epsilon that whitening adds to each variance (default: the preset's, 0.1)",
    };

    private static readonly Option<string> Weights = new("--class-weights")
    {
        Description = "Class weights: none, or balanced (rare classes count more)",
        DefaultValueFactory = _ => "none",
    };

    private static readonly Option<string?> Teacher = new("--teacher")
    {
        Description = "Distill from this model, built-in or a file: train on its soft labels instead of the data set's labels",
        HelpName = "MODEL",
    };

    private static readonly Option<int> Models = new("--models")
    {
        Description = "Number of networks to train, with consecutive seeds from --seed, and to combine to an ensemble; " +
            "those of balanced also differ in architecture and augmentation",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double?> WithNone = new("--non-digits")
    {
        Description = "Add two classes of non-digits, 'none' and 'miscut', with N generated shapes per digit, such as 0.5",
        HelpName = "N",
    };

    private static readonly Option<int?> Views = CommandOptions.Views("preset");
    private static readonly Option<bool> Half = new("--half") { Description = "Store the weights as 16-bit floats: half the file" };
    private static readonly Option<int> Threads = CommandOptions.Threads();

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Where to save the model (default: artifacts/DATASET-PRESET.safetensors)",
    };

    private static readonly Option<bool> NoReport = new("--no-report") { Description = "Do not write the HTML report beside the model" };
    private static readonly Option<bool> Json = CommandOptions.Json();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("train", "Train a network, evaluate it and save it")
        {
            Dataset, Preset, Seed, Epochs, BatchSize, PerClass, Validation, Normalization, ZcaEpsilon, Weights, Teacher, Models, WithNone, Views,
            Half, Threads, Out, NoReport, Json,
        };
        Weights.AcceptOnlyFromAmong("none", "balanced");
        foreach (Option option in TransferArguments.All.Concat(CommandOptions.Reading)) { command.Options.Add(option); }
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<TrainingOptions> recipes = ReadOptions(parsed).CreateEnsemble(parsed.GetValue(Models));
        TrainingOptions options = recipes[0];
        var reading = new DatasetOptions { Seed = options.Seed, ValidationCount = parsed.GetValue(Validation) };
        DigitDataset data = CommandOptions.Load(parsed, parsed.GetRequiredValue(Dataset), reading, cancellationToken);
        string path = parsed.GetValue(Out) ?? Path.Combine("artifacts", $"{Path.GetFileName(data.Name)}-{options.Name}.safetensors");
        OutputFile.RequireWritable(path);
        string? reportPath = parsed.GetValue(NoReport) ? null : OutputFile.ReportBeside(path);
        TrainingImages images = TransferArguments.KeepClasses(
            TrainingImages.Create(data, parsed.GetValue(PerClass), parsed.GetValue(WithNone), options.Seed), options.Transfer);
        options = Fit(options, images.Training);
        var trainer = new EnsembleTrainer([.. recipes.Select(recipe => recipe.AdaptTo(images.Training))]) { Messages = new MessageDisplay() };
        Console.Error.WriteLine(Introduction(data, images, options));
        TrainingResult result = trainer.Fit(images.Training, images.Validation, [new TrainingDisplay()], cancellationToken);
        if (parsed.GetValue(Half)) { result = result with { Ensemble = result.Ensemble.WithPrecision(WeightPrecision.Half) }; }
        float[]? answers = images.Test is null ? null : result.Classifier.PredictProbabilities(images.Test, options.Threads, cancellationToken);
        MulticlassMetrics? test = answers is null ? null : result.Classifier.Evaluate(images.Test!, answers);
        result = result with { Ensemble = result.Ensemble.WithProvenance(Results(data, result, test, parsed.GetValue(WithNone))) };
        result.Classifier.Save(path);
        if (reportPath is not null) { WriteReport(reportPath, data, result, images, answers, options.Threads, cancellationToken); }
        var report = new TrainJson(path, data.Name, options, result.Classifier.WeightsSha256(), result, test)
        {
            Report = reportPath, None = images.Measure(result.Classifier, data, options),
        };
        report.Print();
        if (parsed.GetValue(Json)) { report.PrintJson(); }
        return 0;
    }

    private static string Introduction(DigitDataset data, TrainingImages images, TrainingOptions options)
    {
        Network network = options.Transfer?.CreateNetwork(images.Training.LabelNames) ?? options.Network;
        return $"{data.Name}: {images.Training.Count:N0} images to train on, {images.Validation.Count:N0} to validate, " +
            $"{images.Test?.Count ?? 0:N0} to test; preset {options.Name}, {network.ParameterCount:N0} parameters";
    }

    // The test images, read already, are not read again: eleven networks at seven views take 20 seconds for them.
    private static void WriteReport(
        string path, DigitDataset data, TrainingResult result, TrainingImages images, float[]? answers, int threads,
        CancellationToken cancellationToken)
    {
        var report = new TrainingReport(data.Name, result) { Validation = images.Validation, Test = images.Test, Threads = threads };
        if (answers is null) { report.Write(path, cancellationToken); }
        else { report.Write(path, answers); }
    }

    private static TrainingOptions ReadOptions(ParseResult parsed)
    {
        TrainingOptions preset = Presets.Get(parsed.GetRequiredValue(Preset)), options = Adapt(preset, parsed) with
        {
            Seed = parsed.GetValue(Seed),
            Transfer = TransferArguments.Read(parsed),
            Distillation = parsed.GetValue(Teacher) is { } teacher
                ? new Distillation { Teacher = CommandOptions.LoadModel(teacher) }
                : preset.Distillation,
            EnsembleMembers = [.. preset.EnsembleMembers.Select(companion => Adapt(companion, parsed))],
            ClassWeights = parsed.GetRequiredValue(Weights) == "balanced" ? ClassWeights.Balanced : null,
            Threads = parsed.GetValue(Threads),
        };
        if (options.Transfer is not null && (parsed.GetValue(Normalization) is not null || parsed.GetValue(ZcaEpsilon) is not null))
        {
            throw new DigitMLException(
                "With --from, pixels are normalized as for the model to start from; leave --normalization and --zca-epsilon out.");
        }

        options.Validate();
        return options;
    }

    private static TrainingOptions Adapt(TrainingOptions recipe, ParseResult parsed) => recipe with
    {
        Epochs = parsed.GetValue(Epochs) ?? recipe.Epochs,
        // Who asks for a number of epochs gets these, and no longer ones.
        MinimumSteps = parsed.GetValue(Epochs) is null ? recipe.MinimumSteps : 0,
        BatchSize = parsed.GetValue(BatchSize) ?? recipe.BatchSize,
        Normalization = parsed.GetValue(Normalization) ?? recipe.Normalization,
        ZcaEpsilon = parsed.GetValue(ZcaEpsilon) ?? recipe.ZcaEpsilon,
        TestTimeAugmentations = parsed.GetValue(Views) ?? recipe.TestTimeAugmentations,
    };

    private static TrainingOptions Fit(TrainingOptions options, ImageSet training)
    {
        TrainingOptions fitted = options.AdaptTo(training);
        if (AdaptationText.Create(options.Network, fitted.Network, options.Name) is { } text) { Console.Error.WriteLine(text); }
        foreach (string warning in ClassBalance.Warnings(training, options.ClassWeights is not null)) { Console.Error.WriteLine(warning); }
        return fitted;
    }

    private static NormalizationKind? ParseNormalization(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach (NormalizationKind kind in Enum.GetValues<NormalizationKind>())
        {
            if (kind.CommandLineName().Equals(text, StringComparison.OrdinalIgnoreCase)) { return kind; }
        }

        result.AddError($"--normalization is {text}; it must be unit, standardize or zca");
        return null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Results(
        DigitDataset data, TrainingResult result, MulticlassMetrics? test, double? noneShare)
    {
        yield return new("dataset", data.Name);
        if (noneShare is { } share) { yield return new("nonePerDigit", share.ToString(CultureInfo.InvariantCulture)); }
        if (result.ValidationAccuracy is { } validation) { yield return new("validationAccuracy", validation.ToString("F4")); }
        if (test is not null) { yield return new("testAccuracy", test.MicroAccuracy.ToString("F4")); }
    }

    /// <summary>Shows callbacks' messages.</summary>
    private sealed class MessageDisplay : IProgress<string>
    {
        public void Report(string value)
        {
            Terminal.Clear();
            Console.Error.WriteLine(value);
        }
    }
}
