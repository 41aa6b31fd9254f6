#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/06-compare.ipynb as a program; a test keeps the two equal.

// # Compare presets
// What do augmentation, normalisation and the network bring? Small trainings that differ in one thing each. What whole trainings reach,
// over several seeds and beside published results, is in [artifacts/results/presets.md](../artifacts/results/presets.md).

bool quick = Environment.GetEnvironmentVariable("DIGITML_QUICK") == "1";
DigitDataset data = DigitDataset.Load("mnist");
ImageSet images = data.Train.TakePerClass(quick ? 50 : 300, seed: 1);
Console.WriteLine($"{images.Count:N0} images to train on, {data.Validation.Count:N0} to measure with");

// The presets:

Display(Presets.All.Select(preset => new
{
    preset.Name, Parameters = preset.Network.ParameterCount, preset.Network.MultiplyAdds, preset.Epochs, preset.BatchSize,
}));

// Each preset learns from the same images in the same number of epochs, and is measured on the validation images: the test images choose
// nothing. One seed, so differences of a few tenths of a point mean nothing.

TrainingOptions fast = Presets.Fast with { Seed = 1, Epochs = quick ? 1 : 3, MinimumSteps = 1 };
(string Name, TrainingOptions Options)[] presets =
[
    ("fast", fast),
    ("fast without augmentation", fast with { Augmentation = AugmentationOptions.None }),
    ("fast with ZCA whitening", fast with { Normalization = NormalizationKind.Zca }),
    ("fast with pixels 0 to 1", fast with { Normalization = NormalizationKind.UnitRange }),
    ("network of keras", fast with { Network = Presets.Keras.Network }),
    ("network of mieczmik", fast with { Network = Presets.Mieczmik.Network }),
];

TrainingResult[] results = [.. presets.Select(preset => new CnnTrainer(preset.Options).Fit(images, data.Validation))];
Display(presets.Zip(results, (preset, result) => new
{
    Preset = preset.Name, Parameters = preset.Options.Network.ParameterCount,
    Right = $"{result.ValidationAccuracy:P2}", Loss = $"{result.ValidationLoss:F4}",
}));

// In so short a training, images as they are do as well as augmented ones, and ZCA whitening costs a point. The course of the first:

Display(Figure.TrainingCurves(results[0]));
