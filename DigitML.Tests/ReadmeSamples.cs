using DigitML.Imaging;
using DigitML.Recognition.Diagnostics;

namespace DigitML.Tests;

/// <summary>The samples of README and docs as they stand there, so that they compile; <see cref="ReadmeTests"/> holds the two together.</summary>
internal static class ReadmeSamples
{
    public static void Train()
    {
        DigitDataset data = DigitDataset.Load("mnist");
        var trainer = new CnnTrainer(Presets.Fast with { Seed = 1 });
        TrainingResult result = trainer.Fit(data.Train, data.Validation, new EarlyStopping { Patience = 3 });
        DigitClassifier classifier = result.Classifier;
        MulticlassMetrics metrics = classifier.Evaluate(data.Test);
        Console.WriteLine($"{metrics.MicroAccuracy:P2}\n{metrics.ClassificationReport}");
        classifier.Save("artifacts/mnist.safetensors");
        new TrainingReport("mnist", result) { Test = data.Test }.Write("artifacts/mnist.html");
    }

    public static void Predict()
    {
        DigitClassifier classifier = DigitClassifier.Pretrained(NumeralSystem.Latin);   // or Load("artifacts/mnist.safetensors")
        Prediction prediction = classifier.Predict(GrayImage.Load("seven.png"));
        Console.WriteLine($"{prediction.Label} {prediction.Confidence:P1}");
        foreach (RankedLabel candidate in prediction.Top(3)) { Console.WriteLine(candidate); }
    }

    public static void ReadPage()
    {
        var reader = DigitReader.Pretrained(NumeralSystem.Latin);
        PageResult page = reader.Read(GrayImage.Load("page.jpg"));
        Console.WriteLine(page.Text);                                             // a line of text for each line of digits
        foreach (RecognizedDigit digit in page.Where(digit => digit.Confidence < .9f))  // what a person should look at
        {
            Console.WriteLine($"{digit.Label} {digit.Confidence:P1} in line {digit.Line} at {digit.Box.X}, {digit.Box.Y}");
        }
    }

    public static void ShowStages()
    {
        var reader = new DigitReader(DigitClassifier.Load("artifacts/mine.safetensors")) { MinimumConfidence = .8f };
        var stages = new PageDiagnostics();
        PageResult page = reader.Read(GrayImage.Load("page.jpg"), stages);
        Console.WriteLine($"{page.Count} digits, {page.Rejected.Count} other shapes");
        stages.Save("stages");
    }

    public static TrainingOptions Vary()
    {
        var options = Presets.Fast with
        {
            Augmentation = new AugmentationOptions
            {
                Rotation = 10, Zoom = .1f, Shift = .1f, Shear = .1f, Elastic = .04f,
                StrokeWidth = .7f, Contrast = .5f, Background = .4f, Blur = 1, Noise = .15f, Probability = .3f,
            },
        };
        return options;
    }

    public static void ShowAugmentation(GrayImage image)
    {
        GrayImage changed = ImageAugmentation.Apply(image, new AugmentationOptions { StrokeWidth = 1, Probability = 1 }, seed: 1);
        changed.Save("changed.png");
    }

    public static (double Fog, GrayImage Rotated, ImageSet Foggy) Spoil(DigitClassifier classifier, DigitDataset data, GrayImage image)
    {
        RobustnessMetrics report = classifier.EvaluateRobustness(data.Test);
        Console.WriteLine(report);
        double fog = report.Accuracy(Corruption.Fog);
        GrayImage rotated = ImageCorruption.Apply(image, Corruption.Rotate, seed: 1);
        ImageSet foggy = ImageCorruption.Apply(data.Test, Corruption.Fog);
        return (fog, rotated, foggy);
    }

    public static TrainingResult Transfer(DigitDataset data)
    {
        var transfer = new TransferOptions(DigitClassifier.Pretrained(NumeralSystem.Latin));
        TrainingResult result = new CnnTrainer(Presets.Fast with { Transfer = transfer }).Fit(data.Train, data.Validation);
        return result;
    }

    public static TrainingResult Distil(DigitDataset data)
    {
        var distillation = new Distillation { Teacher = DigitClassifier.Load("artifacts/four.safetensors") };
        TrainingResult one = new CnnTrainer(Presets.Fast with { Distillation = distillation }).Fit(data.Train, data.Validation);
        return one;
    }

    public static TrainingOptions Teach()
    {
        TrainingOptions taught = Presets.Fast with { Distillation = new Distillation { TeacherPresets = [Presets.Balanced, Presets.Balanced] } };
        return taught;
    }

    public static void Combine(DigitDataset data)
    {
        TrainingResult four = new EnsembleTrainer(Presets.Balanced.CreateEnsemble(4)).Fit(data.Train, data.Validation);
        four.Classifier.Save("artifacts/four.safetensors", WeightPrecision.Half);
    }

    public static void CombineViews(DigitDataset data)
    {
        TrainingResult seven = new EnsembleTrainer(Presets.Balanced.CreateEnsemble(7)).Fit(data.Train, data.Validation);
        seven.Classifier.WithTestTimeAugmentation(7).Calibrate(data.Validation).Save("artifacts/seven.safetensors", WeightPrecision.Half);
    }

    public static DigitClassifier CombineFiles(DigitDataset data)
    {
        DigitClassifier both = DigitClassifier.Combine(
            [DigitClassifier.Load("artifacts/one.safetensors"), DigitClassifier.Load("artifacts/other.safetensors")]);
        both = both.Calibrate(data.Validation);
        return both;
    }

    public static void Compose(DigitDataset data)
    {
        var network = new Network([new Conv2D(32, 5), new Relu(), new MaxPool2D(2), new Dropout(.25f), new Flatten(), new Dense(10)]);
        Console.WriteLine(network.Summary());
        var options = new TrainingOptions
        {
            Network = network,
            Optimizer = new AdamW { LearningRate = 2e-3f },
            Schedule = new CosineSchedule(),
            Augmentation = new AugmentationOptions { Rotation = 10, Zoom = .1f, Shift = .1f },
            Epochs = 5,
        };
        TrainingResult result = new CnnTrainer(options).Fit(
            data.Train, data.Validation,
            new ReduceLearningRateOnPlateau { Patience = 2 }, new ModelCheckpoint("artifacts/best.safetensors") { SaveBestOnly = true },
            new CsvLogger("artifacts/history.csv"), new TerminateOnNaN());
        Console.WriteLine(result);
    }

    public static void Whiten()
    {
        DigitDataset data = DigitDataset.Load("mnist");
        (PixelNormalization How, float Grey)[] rows =
        [
            (PixelNormalization.Measure(data.Train), 60),
            (PixelNormalization.Measure(data.Train, NormalizationKind.Zca, 1e-3f), 30),
            (PixelNormalization.Measure(data.Train, NormalizationKind.Zca, 1e-2f), 40),
            (PixelNormalization.Measure(data.Train, NormalizationKind.Zca, .1f), 60),
        ];
        int[] digits = [.. Enumerable.Range(0, 10).Select(label => data.Train.Labels.IndexOf(label))];
        IEnumerable<GrayImage> pictures =
            from row in rows
            from digit in digits
            let fed = row.How.Apply(data.Train.Pixels(digit))
            select new GrayImage(28, 28, Array.ConvertAll(fed, value => (byte)Math.Clamp(128 + row.Grey * value, 0, 255)));
        ImageSheet.Compose([.. pictures], columns: 10, scale: 2).Save("whitening.png");
    }

    public static void OwnClasses(DigitDataset data, Network network)
    {
        TrainingOptions options = Presets.Fast.AdaptTo(data.Train) with { ClassWeights = ClassWeights.Balanced };
        DigitClassifier classifier = new CnnTrainer(options).Fit(data.Train, data.Validation).Classifier;
        Console.WriteLine($"{classifier.LabelNames.Count} classes, of which 'B' is number {classifier.IndexOf("B")}");

        Network letters = network.AdaptTo(32, 32, 26);             // adapts what has to be
        Network digits = network.WithClasses(10);              // the last dense layer alone
        Network larger = network.WithInput(40, 40);            // the same layers, or an error

        ImageSet kannada = data.Test.RenameLabels(["೦", "೧", "೨", "೩", "೪", "೫", "೬", "೭", "೮", "೯"]);
        ImageSet sorted = data.Test.ReorderLabels(classifier.LabelNames);
    }
}
