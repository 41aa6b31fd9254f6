#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/01-explore.ipynb as a program; a test keeps the two equal.

// # Explore a data set
// MNIST: 70,000 digits that some 500 people wrote, 28 x 28 pixels each, white on black. Of the 60,000 images to train on, 5,000 are held
// out for validation; nothing is ever chosen by the test images.

DigitDataset data = DigitDataset.Load("mnist");
Console.WriteLine($"{data.Train.Count:N0} images to train on, {data.Validation.Count:N0} to validate, {data.Test.Count:N0} to test");

// Ten images of each class, drawn at random; another `seed` draws others.

Display(Figure.Samples(data.Train, perClass: 10, seed: 1));

// The classes are almost, but not quite, equally frequent.

Display(Figure.ClassCounts(data.Train));

// Grey values are 0 to 255: their mean and deviation are what a network's input is normalised by. Images that occur twice, or in both
// parts, would make a test too easy.

ImageSetStatistics statistics = ImageSetStatistics.Compute(data.Train);
Console.WriteLine($"Mean {statistics.Mean:F2}, deviation {statistics.StandardDeviation:F2}, {statistics.DuplicateCount} duplicates");
Console.WriteLine($"{ImageSetStatistics.CountShared(data.Train, data.Test)} test images are among those to train on");

// Training shows the network no image twice alike: each is turned, moved and bent a little, at random.

Display(Figure.Augmentation(data.Train, Presets.Fast.Augmentation, variations: 9));

// The built-in model reads the first test image.

GrayImage image = new(data.Test.Width, data.Test.Height, data.Test.Pixels(0));
Display(image);
Display(DigitClassifier.Pretrained(NumeralSystem.Latin).Predict(image));
