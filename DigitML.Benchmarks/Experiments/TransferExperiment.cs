using System.Globalization;

namespace DigitML.Benchmarks.Experiments;

/// <summary>
/// Trains on a few of Kannada-MNIST's images a class, from random weights and from the built-in Latin model, and measures on held-out training
/// images or on the test images. Every run is a line of a CSV file, and what has its line is not run again.
/// </summary>
internal sealed class TransferExperiment
{
    private const string Head = "part,start,perClass,rate,factor,steps,seed,accuracy,seconds";

    private readonly string _file;
    private readonly HashSet<string> _done;
    private readonly DigitDataset _data = DigitDataset.Load("kannada-mnist");

    private TransferExperiment(string file)
    {
        _file = file;
        if (!File.Exists(file)) { File.WriteAllText(file, Head + "\n"); }
        _done = [.. File.ReadLines(file).Skip(1).Select(line => string.Join(',', line.Split(',').Take(7)))];
    }

    /// <summary>Runs settings.</summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="part">What to measure on: validation or test.</param>
    /// <param name="settings">
    /// START:PERCLASS:RATE:FACTOR:STEPS:SEED each, where START is scratch, frozen, unfrozen or the number of frozen layers.
    /// </param>
    public static void Run(string file, string part, IEnumerable<string> settings)
    {
        var experiment = new TransferExperiment(file);
        foreach (string setting in settings) { experiment.RunOne(part, setting.Split(':')); }
    }

    private void RunOne(string part, string[] setting)
    {
        string key = $"{part},{string.Join(',', setting)}";
        if (!_done.Add(key)) { return; }
        ulong seed = ulong.Parse(setting[5], CultureInfo.InvariantCulture);
        ImageSet images = _data.Train.TakePerClass(int.Parse(setting[1], CultureInfo.InvariantCulture), seed);
        TrainingResult result = new CnnTrainer(Options(setting) with { Seed = seed }).Fit(images);
        double accuracy = result.Classifier.Evaluate(_data.Part(part)).MicroAccuracy;
        string line = string.Create(CultureInfo.InvariantCulture, $"{key},{accuracy:F4},{result.Seconds:F1}");
        File.AppendAllText(_file, line + "\n");
        Console.WriteLine(line);
    }

    private static TrainingOptions Options(string[] setting)
    {
        float rate = float.Parse(setting[2], CultureInfo.InvariantCulture), factor = float.Parse(setting[3], CultureInfo.InvariantCulture);
        DigitClassifier latin = DigitClassifier.Pretrained(NumeralSystem.Latin);
        TrainingOptions options = Presets.Fast with
        {
            Network = latin.Network, Optimizer = new Adam { LearningRate = rate },
            MinimumSteps = int.Parse(setting[4], CultureInfo.InvariantCulture),
        };
        return setting[0] switch
        {
            "scratch" => options,
            "frozen" => options with { Transfer = TransferOptions.FreezeConvolutions(latin) with { LearningRateMultiplier = factor } },
            "unfrozen" => options with { Transfer = new TransferOptions(latin) { LearningRateMultiplier = factor } },
            string layers => options with
            {
                Transfer = new TransferOptions(latin)
                    { FrozenLayers = int.Parse(layers, CultureInfo.InvariantCulture), LearningRateMultiplier = factor },
            },
        };
    }
}
