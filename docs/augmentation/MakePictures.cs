#:project ../../DigitML/DigitML.csproj
#:property PublishAot=false

// Draws the pictures of docs/training.md beside this file, from MNIST's first training images.
// In the folder of the repository: dotnet run docs/augmentation/MakePictures.cs

using System.Runtime.CompilerServices;
using DigitML;
using DigitML.Imaging;

const int Columns = 12;
ImageSet digits = DigitDataset.Load("mnist").Train;
int[] shown = [.. new[] { 2, 5, 8 }.Select(label => Enumerable.Range(100, digits.Count - 100).First(index => digits.Label(index) == label))];
// Probability = 1 so that every picture shows the effect; the amounts are still drawn anew for each.
(string Name, AugmentationOptions Options)[] sheets =
[
    ("affine", new AugmentationOptions { Rotation = 15, Zoom = .15f, Shift = .1f, Shear = .2f }),
    ("elastic", new AugmentationOptions { Elastic = .05f }),
    ("elastic-fine", new AugmentationOptions { Elastic = .04f, ElasticSmoothness = .12f }),
    ("stroke", new AugmentationOptions { StrokeWidth = 1, Probability = 1 }),
    ("outline", new AugmentationOptions { Outline = 1, Probability = 1 }),
    ("lines", new AugmentationOptions { Lines = 4, Probability = 1 }),
    ("erasing", new AugmentationOptions { Erasing = .4f, Probability = 1 }),
    ("light", new AugmentationOptions { Contrast = .5f, Background = .6f, Probability = 1 }),
    ("blur", new AugmentationOptions { Blur = 1.5f, Probability = 1 }),
    ("noise", new AugmentationOptions { Noise = .25f, Probability = 1 }),
    ("impulses", new AugmentationOptions { ImpulseNoise = .1f, Probability = 1 }),
    ("everything", new AugmentationOptions
    {
        Rotation = 10, Zoom = .1f, Shift = .1f, Shear = .1f, Elastic = .04f, StrokeWidth = .7f, Lines = 2, Erasing = .3f, Contrast = .5f,
        Background = .4f, Blur = 1, Noise = .15f, ImpulseNoise = .03f, Probability = .3f,
    }),
];
foreach ((string name, AugmentationOptions options) in sheets)
{
    string path = Path.Combine(Folder(), name + ".png");
    ImageSheet.Compose([.. shown.SelectMany(index => Row(index, options))], Columns, scale: 2).Save(path);
    Console.WriteLine(path);
}

// The image as it is, then changed at random.
IEnumerable<GrayImage> Row(int index, AugmentationOptions options)
{
    var original = new GrayImage(digits.Width, digits.Height, digits.Pixels(index));
    return Enumerable.Range(0, Columns).Select(
        column => column == 0 ? original : ImageAugmentation.Apply(original, options, seed: (ulong)(index * Columns + column)));
}

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
