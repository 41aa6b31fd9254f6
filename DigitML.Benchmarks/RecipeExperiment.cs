using System.Globalization;
using DigitML.Datasets;
using DigitML.Kernels;
using DigitML.Layers;
using DigitML.Models;
using DigitML.Training;

namespace DigitML.Benchmarks;

/// <summary>
/// Compares recipes on writers whom they have not seen: 10,000 of MNIST's training images in a row are held out, which share hardly a writer with
/// the others. Chosen at random they would share nearly all.
/// </summary>
/// <param name="folder">Where the trained models lie, one file each.</param>
/// <param name="first">The first image that is held out, 0 to 50000.</param>
internal sealed class RecipeExperiment(string folder, int first)
{
    private const int HeldOut = 10_000;

    // A few wrong labels, which the best networks contradict most firmly, would make up most of the loss otherwise.
    private const double MostLoss = 6;

    private readonly ImageSet _all = DigitDataset.Load("mnist", new DatasetOptions { ValidationCount = 0 }).Train;

    /// <summary>Trains a recipe on all images but those held out, and saves the model.</summary>
    /// <param name="name">What the model is called.</param>
    /// <param name="preset">A preset or one of its companions.</param>
    /// <param name="settings">
    /// What differs, KEY=VALUE each: seed, threads, epochs, rate, average (its decay), smoothing, augmentation (a preset that has it), teachers
    /// (names of models, separated by commas; nothing for none), network (see <see cref="Network"/>).
    /// </param>
    public void Learn(string name, string preset, IEnumerable<string> settings)
    {
        TrainingOptions recipe = settings.Aggregate(Recipe(preset), Set) with { Name = name };
        int[] others = [.. Enumerable.Range(0, _all.Count).Where(image => image < first || image >= first + HeldOut)];
        TrainingResult result = new CnnTrainer(recipe).Fit(_all.Subset(others), null, new Progress());
        Directory.CreateDirectory(folder);
        result.Classifier.Save(PathOf(name));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {result.Seconds:F0} s, {recipe.Network.MultiplyAdds / 1e6:F1} M"));
    }

    /// <summary>Prints how many of the held-out images are read wrongly, and the mean loss.</summary>
    /// <param name="model">NAME, or several together: NAME+NAME..., at several views: ...@VIEWS. Calibrated by the same images.</param>
    public void Judge(string model)
    {
        string[] parts = model.Split('@');
        ImageSet images = _all.Subset([.. Enumerable.Range(first, HeldOut)]);
        DigitClassifier classifier = Together(parts[0].Split('+'));
        if (parts.Length > 1) { classifier = classifier.WithTestTimeAugmentation(int.Parse(parts[1], CultureInfo.InvariantCulture)); }
        float[] probabilities = classifier.Calibrate(images).PredictProbabilities(images);
        int classes = images.LabelNames.Count, wrong = 0;
        double loss = 0;
        for (int image = 0; image < images.Count; image++)
        {
            ReadOnlySpan<float> row = probabilities.AsSpan(image * classes, classes);
            int label = images.Label(image);
            if (ArgMax.Of(row) != label) { wrong++; }
            loss += Math.Min(MostLoss, -Math.Log(Math.Max(row[label], float.Epsilon)));
        }

        loss *= 1e4 / images.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {model}: {wrong} wrong, loss {loss:F1} / 10,000"));
    }

    private string PathOf(string name) => Path.Combine(folder, $"{first}-{name}.safetensors");

    private static TrainingOptions Recipe(string name) =>
        Presets.All.SelectMany(preset => preset.Companions.Prepend(preset)).FirstOrDefault(preset => preset.Name == name) ?? Presets.Get(name);

    private TrainingOptions Set(TrainingOptions recipe, string setting)
    {
        string[] pair = setting.Split('=', 2);
        string value = pair[^1];
        float Number() => float.Parse(value, CultureInfo.InvariantCulture);
        return pair[0] switch
        {
            "seed" => recipe with { Seed = (ulong)Number() },
            "threads" => recipe with { Threads = (int)Number() },
            "epochs" => recipe with { Epochs = (int)Number() },
            "rate" => recipe with { Optimizer = recipe.Optimizer with { LearningRate = Number() } },
            "average" => recipe with { AverageDecay = Number() },
            "smoothing" => recipe with { LabelSmoothing = Number() },
            "augmentation" => recipe with { Augmentation = Recipe(value).Augmentation },
            "teachers" => recipe with { Distillation = value.Length > 0 ? new Distillation { Teacher = Together(value.Split(',')) } : null },
            "network" => recipe with { Network = Network(value) },
            _ => throw new ArgumentException($"There is no setting '{pair[0]}'."),
        };
    }

    private DigitClassifier Together(IEnumerable<string> names) =>
        DigitClassifier.Combine(names.Select(name => DigitClassifier.Load(PathOf(name))));

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
        public override void OnEpochEnd(TrainingContext context, EpochRow row) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {row.Epoch} of {context.Options.Epochs}: loss {row.Loss:F4}"));
    }
}
