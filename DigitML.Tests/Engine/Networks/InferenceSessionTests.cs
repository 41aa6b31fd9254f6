using DigitML.Engine.Layers;
using DigitML.Engine.Networks;
using DigitML.Engine.Threading;
using DigitML.Tests.Engine.Layers;
using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class InferenceSessionTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(45, size: 13);

    // Normalisations that a convolution takes over, with and without what may follow, and one that it can't.
    private static readonly Network Normalised = new(
        [
            new Conv2D(16, 3) { Padding = Padding.Same, UseBias = false }, new BatchNorm(), new Relu(), new MaxPool2D(2),
            new Conv2D(16, 3) { Padding = Padding.Same }, new BatchNorm { Epsilon = .1f }, new LeakyRelu(), new Dropout(.5f),
            new Conv2D(32, 5) { Padding = Padding.Same }, new BatchNorm(), new MaxPool2D(2),
            new Conv2D(7, 2) { Stride = 2 }, new BatchNorm(), new Flatten(), new Dense(12), new BatchNorm(), new Relu(), new Dense(10),
        ],
        new TensorShape(13, 13, 1));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Run_FoldedNormalisations_AgreesWithTheReferences(bool dense)
    {
        ParameterSet parameters = Parameters(Normalised, 1);
        float[] logits = Run(Session(Normalised, parameters, dense));
        TorchFixture.AssertClose(Expected(parameters), logits, 5e-5, $"dense {dense}");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void UpdateWeights_AnyParameterChanged_TakesItOver(bool dense)
    {
        ParameterSet parameters = Parameters(Normalised, 1), others = Parameters(Normalised, 2);
        InferenceSession session = Session(Normalised, parameters, dense);
        float[] before = Run(session);
        foreach (Parameter parameter in parameters.Parameters)
        {
            others[parameter].CopyTo(parameters[parameter]);
            CollectionAssert.AreEqual(before, Run(session), $"{parameter.Name} was taken over too early");
            session.UpdateWeights(WorkerTeam.Create(2));
            float[] after = Run(session);
            CollectionAssert.AreNotEqual(before, after, $"{parameter.Name} was not taken over");
            before = after;
        }

        TorchFixture.AssertClose(Expected(others), before, 5e-5, $"dense {dense}");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(45)]
    [DataRow(129)]
    public void Run_AnyCapacity_GivesTheSameLogits(int capacity)
    {
        ParameterSet parameters = Parameters(Normalised, 1);
        float[] expected = Run(Session(Normalised, parameters, dense: true)), logits = new float[expected.Length];
        var session = new InferenceSession(Normalised, parameters, PixelNormalization.UnitRange, capacity);
        session.Run(Images, WorkerTeam.Create(2), logits);
        TorchFixture.AssertClose(expected, logits, 5e-5, $"capacity {capacity}");
        foreach (int image in new[] { 0, 44 })
        {
            session.Run(Images.Pixels(image), logits.AsSpan(0, 10));
            TorchFixture.AssertClose(expected.AsSpan(image * 10, 10), logits.AsSpan(0, 10), 1e-4, $"image {image}, capacity {capacity}");
        }
    }

    [TestMethod]
    public void Classifier_SinglesAndBatchesAtOnce_GiveTheSerialResults()
    {
        ParameterSet parameters = Parameters(Normalised, 1);
        DigitClassifier Make() => new(
            Normalised, parameters, PixelNormalization.UnitRange, SyntheticDigits.Names(10), new Dictionary<string, string>());
        float[] batch = Make().PredictProbabilities(Images, threads: 1);
        float[] single = [.. Enumerable.Range(0, 10).Select(image => Make().PredictPixels(Images.Pixels(image)).Confidence)];
        DigitClassifier shared = Make();
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, item =>
        {
            if (item % 4 == 0) { CollectionAssert.AreEqual(batch, shared.PredictProbabilities(Images, threads: 1)); }
            else { Assert.AreEqual(single[item % 10], shared.PredictPixels(Images.Pixels(item % 10)).Confidence); }
        });
    }

    private static InferenceSession Session(Network network, ParameterSet parameters, bool dense) =>
        new(network, parameters, PixelNormalization.UnitRange, capacity: 19, dense);

    private static float[] Run(InferenceSession session)
    {
        float[] logits = new float[Images.Count * 10];
        session.Run(Images, WorkerTeam.Create(2), logits);
        return logits;
    }

    // Layer by layer in double precision, with the running statistics.
    private static float[] Expected(ParameterSet parameters)
    {
        float[] pixels = [.. Enumerable.Range(0, Images.Count).SelectMany(image => Images.Pixels(image).ToArray().Select(pixel => pixel / 255f))];
        float[][] arrays = [.. parameters.Parameters.Select(parameter => parameters[parameter].ToArray())];
        LayerFigures<double> figures = NetworkHarness.RunReference(Normalised, pixels, arrays, upstream: null);
        return Array.ConvertAll(figures.Output, value => (float)value);
    }

    // Scales, means and variances that a training might leave, none of them 0 or 1.
    private static ParameterSet Parameters(Network network, ulong key)
    {
        ParameterSet parameters = network.CreateParameters();
        foreach ((int index, Parameter parameter) in parameters.Parameters.Index())
        {
            FormulaValues.Fill(parameters[parameter], key * 100 + (ulong)index, .5);
            if (parameter.Spec.Shape.Length > 1) { continue; }
            foreach (ref float value in parameters[parameter]) { value += parameter.Spec.Role == ParameterRole.RunningStatistic ? .7f : .2f; }
        }

        return parameters;
    }
}
