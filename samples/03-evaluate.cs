#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/03-evaluate.ipynb as a program; a test keeps the two equal.

// # Evaluate a model
// How good is the built-in model `latin`, where does it err, and can its confidence be believed?

bool quick = Environment.GetEnvironmentVariable("DIGITML_QUICK") == "1";
DigitDataset data = DigitDataset.Load("mnist");
ImageSet test = quick ? data.Test.Take(2000) : data.Test;
DigitClassifier classifier = DigitClassifier.Pretrained(NumeralSystem.Latin);
MulticlassMetrics metrics = classifier.Evaluate(test);
Console.WriteLine($"{metrics.MicroAccuracy:P2} of {metrics.ImageCount:N0} images read rightly, log loss {metrics.LogLoss:F4}");
Console.WriteLine($"The right label is among the first two of {metrics.TopKAccuracy(2):P2}");

// A row holds the images of a class, a column those that were read as it. The shade is the logarithm of the count.

Display(Figure.ConfusionMatrix(metrics));

Console.WriteLine(metrics.ClassificationReport.Format(4));

Display(Figure.ClassErrors(metrics));

// The worst errors are the most confident ones. Some of these images people would argue about.

Display(Figure.Errors(classifier, test, count: 18));

// **Calibration.** Of the images that are read with 90 % confidence, 90 % should be right: then an application can leave the doubtful ones
// to a person. Few images are doubtful here, so the points away from the right edge rest on few images; point at a mark, or read the text
// of the figure, for their number.

Display(Figure.Reliability(metrics));

// **Spoilt images.** Fifteen kinds of damage, from noise to fog, with the severities of MNIST-C.

RobustnessMetrics report = classifier.EvaluateRobustness(test.Take(quick ? 200 : 1000));
Console.WriteLine(report);
