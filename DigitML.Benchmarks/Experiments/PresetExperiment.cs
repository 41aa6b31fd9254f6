using System.Globalization;
using DigitML.Engine.Layers;
using DigitML.Engine.Numerics;
using DigitML.Imaging;

namespace DigitML.Benchmarks.Experiments;

/// <summary>
/// Compares recipes on writers whom they have not seen: 10,000 of MNIST's training images in a row are held out, which share hardly a writer with
/// the others. Chosen at random they would share nearly all.
/// </summary>
/// <param name="folder">Where the trained models lie, one file each.</param>
/// <param name="first">The first image that is held out, 0 to 50000.</param>
internal sealed class PresetExperiment(string folder, int first)
{
    private const int HeldOut = 10_000;

    // A few wrong labels, which the best networks contradict most firmly, would make up most of the loss otherwise.
    private const double MostLoss = 6;

    private readonly Dictionary<string, DigitClassifier> _calibrated = [];
    private readonly ImageSet _all = DigitDataset.Load("mnist", new DatasetOptions { ValidationCount = 0 }).Train;

    /// <summary>Trains a recipe on all images but those held out, and saves the model.</summary>
    /// <param name="name">What the model is called.</param>
    /// <param name="preset">A preset or one of its companions.</param>
    /// <param name="settings">
    /// What differs, KEY=VALUE each: seed, threads, epochs, optimizer (adamw or sgd), rate, decay, average (its decay), smoothing, augmentation (a
    /// preset that has it), a part of it (turn, zoom, shift, shear, elastic, smoothness, stroke, erasing, share), teachers (names of models,
    /// separated by commas; nothing for none), network (see <see cref="Network"/>), and as the last one grow (SIZE,EPOCHS: it learns from images of
    /// a smaller size before, and the dense layer starts afresh with the full size).
    /// </param>
    public void Learn(string name, string preset, IEnumerable<string> settings)
    {
        ImageSet others = _all.Subset([.. Enumerable.Range(0, _all.Count).Where(image => image < first || image >= first + HeldOut)]);
        TrainingOptions recipe = Recipe(preset) with { Name = name };
        foreach (string setting in settings)
        {
            string[] pair = setting.Split('=', 2);
            recipe = pair[0] == "grow" ? Grown(recipe, others, pair[^1]) : With(recipe, pair[0], pair[^1]);
        }

        TrainingResult result = new CnnTrainer(recipe).Fit(others, null, new Progress());
        Directory.CreateDirectory(folder);
        result.Classifier.Save(PathOf(name));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {result.Seconds:F0} s, {recipe.Network.MultiplyAdds / 1e6:F1} M"));
    }

    /// <summary>Prints how many of the held-out images are read wrongly, and the mean loss.</summary>
    /// <param name="model">
    /// NAME, or several together: NAME+NAME..., at several views: ...@VIEWS. Calibrated by the same images, each network and then all together, as
    /// <see cref="EnsembleTrainer"/> does it.
    /// </param>
    public void Judge(string model)
    {
        string[] parts = model.Split('@');
        ImageSet images = _all.Subset([.. Enumerable.Range(first, HeldOut)]);
        DigitClassifier classifier = DigitClassifier.Combine(parts[0].Split('+').Select(name => Calibrated(name, images)));
        if (parts.Length > 1) { classifier = classifier.WithTestTimeAugmentation(int.Parse(parts[1], CultureInfo.InvariantCulture)); }
        float[] probabilities = classifier.Calibrate(images).PredictProbabilities(images);
        int classes = images.LabelNames.Count, wrong = 0;
        double loss = 0;
        for (int image = 0; image < images.Count; image++)
        {
            ReadOnlySpan<float> row = probabilities.AsSpan(image * classes, classes);
            int label = images.Label(image);
            if (ArgMax.IndexOf(row) != label) { wrong++; }
            loss += Math.Min(MostLoss, -Math.Log(Math.Max(row[label], float.Epsilon)));
        }

        loss *= 1e4 / images.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {model}: {wrong} wrong, loss {loss:F1} / 10,000"));
    }

    private string PathOf(string name) => Path.Combine(folder, $"{first}-{name}.safetensors");

    private DigitClassifier Load(string name) => DigitClassifier.Load(PathOf(name));

    // A network stands in many of the ensembles that are judged.
    private DigitClassifier Calibrated(string name, ImageSet images)
    {
        if (!_calibrated.TryGetValue(name, out DigitClassifier? classifier))
        {
            classifier = Load(name).Calibrate(images);
            _calibrated.Add(name, classifier);
        }

        return classifier;
    }

    private static TrainingOptions Recipe(string name) =>
        Presets.All.SelectMany(preset => preset.EnsembleMembers.Prepend(preset)).FirstOrDefault(preset => preset.Name == name) ?? Presets.Get(name);

    private TrainingOptions With(TrainingOptions recipe, string key, string value) => key switch
    {
        "seed" => recipe with { Seed = (ulong)Number(value) },
        "threads" => recipe with { Threads = (int)Number(value) },
        "epochs" => recipe with { Epochs = (int)Number(value) },
        "optimizer" when value == "adamw" => recipe with { Optimizer = new AdamW() },
        "optimizer" when value == "sgd" => recipe with { Optimizer = new Sgd { Momentum = .9f, Nesterov = true } },
        "rate" => recipe with { Optimizer = recipe.Optimizer with { LearningRate = Number(value) } },
        "decay" => recipe with { Optimizer = recipe.Optimizer with { WeightDecay = Number(value) } },
        "average" => recipe with { EmaDecay = Number(value) },
        "smoothing" => recipe with { LabelSmoothing = Number(value) },
        "augmentation" => recipe with { Augmentation = Recipe(value).Augmentation },
        "teachers" => recipe with { Distillation = Teachers(value) },
        "network" => recipe with { Network = Network(value) },
        _ => recipe with { Augmentation = With(recipe.Augmentation ?? new AugmentationOptions(), key, value) },
    };

    private static AugmentationOptions With(AugmentationOptions augmentation, string key, string value) => key switch
    {
        "turn" => augmentation with { Rotation = Number(value) },
        "zoom" => augmentation with { Zoom = Number(value) },
        "shift" => augmentation with { Shift = Number(value) },
        "shear" => augmentation with { Shear = Number(value) },
        "elastic" => augmentation with { Elastic = Number(value) },
        "smoothness" => augmentation with { ElasticSmoothness = Number(value) },
        "stroke" => augmentation with { StrokeWidth = Number(value) },
        "erasing" => augmentation with { Erasing = Number(value) },
        "share" => augmentation with { Probability = Number(value) },
        _ => throw new DigitMLException($"There is no setting '{key}={value}'."),
    };

    private static float Number(string value) => float.Parse(value, CultureInfo.InvariantCulture);

    private Distillation? Teachers(string names) =>
        names.Length > 0 ? new Distillation { Teacher = DigitClassifier.Combine(names.Split(',').Select(Load)) } : null;

    /// <summary>A recipe that starts from what its network learns from small images.</summary>
    private static TrainingOptions Grown(TrainingOptions recipe, ImageSet images, string sizeAndEpochs)
    {
        int[] numbers = [.. sizeAndEpochs.Split(',').Select(int.Parse)];
        (int size, int epochs) = (numbers[0], numbers[1]);
        byte[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(image => Shrink(images.Pixels(image), images.Width, images.Height, size))];
        var small = new ImageSet(pixels, images.Labels, size, size, images.LabelNames);
        TrainingResult result = new CnnTrainer((recipe with { Epochs = epochs }).AdaptTo(small)).Fit(small, null, new Progress());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size}x{size}: {result.Seconds:F0} s"));
        DigitClassifier source = result.Classifier;
        ParameterSet parameters = recipe.Network.CreateParameters();
        parameters.Initialize(recipe.Seed);
        // All but the dense layer's weights and bias.
        foreach ((Parameter from, Parameter to) in source.Parameters.Parameters.Zip(parameters.Parameters).SkipLast(2))
        {
            source.Parameters[from].CopyTo(parameters[to]);
        }

        source = new DigitClassifier(recipe.Network, parameters, source.Normalization, images.LabelNames, source.Provenance);
        return recipe with { Transfer = new TransferOptions(source) };
    }

    private static byte[] Shrink(ReadOnlySpan<byte> pixels, int width, int height, int size)
    {
        float[] values = AreaResampler.Resize(new GrayImage(width, height, pixels), (0, 0, width, height), size, size);
        return Array.ConvertAll(values, value => (byte)MathF.Round(value));
    }

    /// <summary>
    /// A network by its layers, with - between: 32C5 is a convolution of 32 filters of 5x5 with ReLU, 32C5s the same with padding, P 2x2
    /// max-pooling, B batch normalisation, D30 dropout of 30 %. The dense layer at the end goes without saying.
    /// </summary>
    private static Network Network(string text)
    {
        var layers = new List<Layer>();
        foreach (string layer in text.Split('-'))
        {
            switch (layer[0])
            {
                case 'P': layers.Add(new MaxPool2D(2)); break;
                case 'B': layers.Add(new BatchNorm()); break;
                case 'D': layers.Add(new Dropout(int.Parse(layer.AsSpan(1), CultureInfo.InvariantCulture) / 100f)); break;
                default:
                    int[] sizes = [.. layer.TrimEnd('s').Split('C').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
                    layers.Add(new Conv2D(sizes[0], sizes[1]) { Padding = layer.EndsWith('s') ? Padding.Same : Padding.Valid });
                    layers.Add(new Relu());
                    break;
            }
        }

        return new Network([.. layers, new Flatten(), new Dense(10)]);
    }

    private sealed class Progress : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics) =>
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"epoch {metrics.Epoch} of {context.Options.Epochs}: loss {metrics.Loss:F4}"));
    }
}
