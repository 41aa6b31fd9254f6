#:project ../DigitML.Jupyter
#:property PublishAot=false
// The cells of notebooks/04-kannada-transfer.ipynb as a program; a test keeps the two equal.

// # Few images of another script
// A network that has learnt one script knows strokes, bends and crossings already. Here the model `latin` learns Kannada digits from a few
// images of each, beside a network of the same kind that begins with random weights.
//
// Kannada-MNIST is not fetched by itself: put its four files into the folder `kannada-mnist` of one of the folders that `DIGITML_DATA`
// names. Without it this notebook shows what it can.

bool quick = Environment.GetEnvironmentVariable("DIGITML_QUICK") == "1";
DigitDataset? kannada = DatasetCatalog.Locate("kannada-mnist") is null ? null : DigitDataset.Load("kannada-mnist");
Console.WriteLine(kannada is null
    ? "Kannada-MNIST is not to hand: set DIGITML_DATA to the folder that holds its folder kannada-mnist. Nothing is trained below."
    : $"Kannada-MNIST: {kannada.Train.Count:N0} images to train on, {kannada.Validation.Count:N0} to validate");

DigitClassifier latin = DigitClassifier.Pretrained(NumeralSystem.Latin);
Console.WriteLine(latin.Network.Summary("latin"));

// The filters of its first layer respond to strokes and edges, which every script has.

Display(Figure.Filters(latin));

if (kannada is not null) { Display(Figure.Samples(kannada.Train, perClass: 10)); }

// Both begin with the same images, take the same number of steps, and are measured on the same held-out images. Only the beginning differs.
// The new head, the last layer, starts from random weights in both.

TrainingOptions preset = Presets.Fast with
{
    Network = latin.Network, Epochs = 1, MinimumSteps = quick ? 15 : 60, Optimizer = new Adam { LearningRate = .005f }, Seed = 1,
};
TransferOptions transfer = new(latin) { NewHead = true };
int[] perClass = quick ? [3, 10] : [10, 30, 100];

double Learn(TrainingOptions options, int count)
{
    TrainingResult result = new CnnTrainer(options).Fit(kannada!.Train.TakePerClass(count, seed: 1));
    return result.Classifier.Evaluate(kannada.Validation.Take(quick ? 300 : 3000)).MicroAccuracy;
}

if (kannada is not null)
{
    var scratch = new FigureLine("random weights", [.. perClass.Select(count => ((double)count, Learn(preset, count)))]);
    var reused = new FigureLine("from latin", [.. perClass.Select(count => ((double)count, Learn(preset with { Transfer = transfer }, count)))]);
    Display(Figure.TransferCurve(scratch, reused));
}

// More settings, with what chose them, are in [docs/training.md](../docs/training.md#transfer-learning). With all images the built-in model
// `kannada` was trained.

DigitClassifier full = DigitClassifier.Pretrained(NumeralSystem.Kannada);
Console.WriteLine($"The model kannada reads {string.Join(' ', full.LabelNames)} with {full.Network.ParameterCount:N0} parameters");
if (kannada is not null)
{
    ImageSet held = kannada.Test.RenameLabels(full.LabelNames).Take(quick ? 300 : 10000);
    Display(Figure.ConfusionMatrix(full.Evaluate(held)));
}
