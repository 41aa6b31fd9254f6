#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/02-train.ipynb as a program; a test keeps the two equal.

// # Train a network
// A small convolutional network learns MNIST by the preset `fast`. With `DIGITML_QUICK=1` in the environment it sees fewer images once, to
// show the way and not the result.

bool quick = Environment.GetEnvironmentVariable("DIGITML_QUICK") == "1";
DigitDataset data = DigitDataset.Load("mnist");
ImageSet images = quick ? data.Train.Take(5000) : data.Train;
Console.WriteLine($"{images.Count:N0} images to train on, {data.Validation.Count:N0} to validate");

// A preset is plain data: the network, its optimizer, the schedule of the learning rate, augmentation, epochs, seed. The same seed gives
// the same weights to the bit.

TrainingOptions options = Presets.Fast with { Seed = 1 };
if (quick) { options = options with { Epochs = 1, MinimumSteps = 80 }; }
Console.WriteLine(options.Network.Summary(options.Name));

Display(Figure.Augmentation(images, options.Augmentation, variations: 9));

// `LiveTraining` shows the curve while it grows; `EarlyStopping` ends a training that no longer gets better.

var trainer = new CnnTrainer(options);
TrainingResult result = trainer.Fit(images, data.Validation, new EarlyStopping { Patience = 3 }, new LiveTraining());

Display(result.History);

// The training figures are means over an epoch, augmented and with dropout; validation is measured after it, without either, and can
// therefore be better.

Display(Figure.TrainingCurves(result));

// One cycle: the rate rises while the weights find their way, and falls to nearly nothing while they settle.

Display(Figure.LearningRate(result));

// What the first convolution has learnt to look for: edges and strokes of every direction.

Display(Figure.Filters(result.Classifier));

// What its channels answer to an image, each bright where its filter finds what it looks for.

Display(Figure.Activations(result.Classifier, new GrayImage(28, 28, data.Validation.Pixels(2))));

// The test images are looked at once, at the end. The classifier is calibrated on the validation images and holds all that an application
// needs.

MulticlassMetrics metrics = result.Classifier.Evaluate(data.Test);
Console.WriteLine($"Test accuracy {metrics.MicroAccuracy:P2} of {metrics.ImageCount:N0} images, log loss {metrics.LogLoss:F4}");
Display(Figure.ConfusionMatrix(metrics));

string path = Path.Combine(Path.GetTempPath(), "digitml-02-train.safetensors");
result.Classifier.Save(path);
Console.WriteLine($"{new FileInfo(path).Length:N0} bytes");
Display(DigitClassifier.Load(path).PredictPixels(data.Test.Pixels(0)));
