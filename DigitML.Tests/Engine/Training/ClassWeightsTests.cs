namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class ClassWeightsTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [TestMethod]
    public void Balanced_Set_IsScikitLearnsFormula()
    {
        // compute_class_weight("balanced", classes=[0, 1], y=[0] * 9 + [1] * 3) gives 2/3 and 2.
        ImageSet images = OwnImages.OfLabels([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], 4, 4, Names);

        IReadOnlyList<float> weights = ClassWeights.Balanced.Compute(images);

        Assert.AreSequenceEqual([2f / 3, 2f, 0f], weights);
        Assert.AreEqual("balanced", ClassWeights.Balanced.ToString());
        Assert.AreEqual("1 0.5 2", ClassWeights.Create(1, .5f, 2).ToString());
        Assert.AreSequenceEqual([1f, .5f, 2f], ClassWeights.Create(1, .5f, 2).Compute(images));
    }

    [TestMethod]
    public void Of_WeightOutOfRange_SaysWhatIsWanted()
    {
        Assert.AreEqual("A class weight is -1; it must be 0 or more and finite.", Refuse(1, -1));
        Assert.AreEqual("A class weight is NaN; it must be 0 or more and finite.", Refuse(float.NaN));
        Assert.AreEqual("No class weight is more than 0; at least one must be.", Refuse(0, 0));

        static string Refuse(params float[] weights) => Assert.ThrowsExactly<DigitMLException>(() => ClassWeights.Create(weights)).Message;
    }

    // One plain step from the same weights: the loss is the weighted mean, and doubling every weight doubles the step.
    [TestMethod]
    public void Fit_Weights_WeighLossAndGradient()
    {
        ImageSet images = OwnImages.OfLabels([0, 0, 0, 1], 6, 6, Names);
        TrainingOptions options = new()
        {
            Network = new Network([new Flatten(), new Dense(3)], new TensorShape(6, 6, 1)),
            Optimizer = new Sgd { LearningRate = .1f }, Epochs = 1, BatchSize = 4,
        };
        double[] losses = [.. new[] { 0, 1 }.Select(label => FirstLoss(options with { ClassWeights = Only(label) }, images))];

        Assert.AreEqual(FirstLoss(options, images), losses.Sum(), 1e-6);
        Assert.AreEqual(2 * losses[0] + 5 * losses[1], FirstLoss(options with { ClassWeights = ClassWeights.Create(2, 5, 1) }, images), 1e-5);
        string plain = Sum(options, images);
        Assert.AreEqual(plain, Sum(options with { ClassWeights = ClassWeights.Create(1, 1, 1) }, images));
        Assert.AreEqual(Sum(options with { Optimizer = new Sgd { LearningRate = .2f } }, images),
            Sum(options with { ClassWeights = ClassWeights.Create(2, 2, 2) }, images));
        Assert.AreNotEqual(plain, Sum(options with { ClassWeights = ClassWeights.Balanced }, images));

        static ClassWeights Only(int label) => ClassWeights.Create(label == 0 ? 1 : 0, label == 1 ? 1 : 0, 0);
    }

    [TestMethod]
    public void Fit_RareClass_BalancedRaisesTheMacroAccuracy()
    {
        // Hard to tell apart, 19 to 1: unweighted, the frequent class is the safe guess.
        int[] labels = [.. Enumerable.Range(0, 400).Select(image => image % 20 == 0 ? 1 : 0)];
        int[] even = [.. Enumerable.Range(0, 200).Select(image => image % 2)];
        ImageSet training = OwnImages.OfLabels(labels, 16, 16, ["usual", "rare"], contrast: 30);
        ImageSet test = OwnImages.OfLabels(even, 16, 16, ["usual", "rare"], seed: 2, contrast: 30);
        TrainingOptions options = new()
        {
            Network = new Network([new Flatten(), new Dense(2)], new TensorShape(16, 16, 1)), Epochs = 8, BatchSize = 20,
        };

        double plain = Macro(options), balanced = Macro(options with { ClassWeights = ClassWeights.Balanced });

        Assert.IsGreaterThan(plain + .05, balanced, $"{plain} unweighted, {balanced} balanced");

        double Macro(TrainingOptions recipe) => new ulong[] { 1, 2, 3 }.Average(
            seed => new CnnTrainer(recipe with { Seed = seed }).Fit(training).Classifier.Evaluate(test).MacroAccuracy);
    }

    [TestMethod]
    public void Fit_Weights_AreInTheProvenanceAndIndependentOfThreads()
    {
        ImageSet images = OwnImages.OfLabels([0, 0, 0, 1, 2, 1, 0, 0], 12, 12, Names);
        TrainingOptions options = Presets.Fast.AdaptTo(images) with { Epochs = 2, BatchSize = 4, ClassWeights = ClassWeights.Balanced };

        DigitClassifier one = new CnnTrainer(options with { Threads = 1 }).Fit(images).Classifier;

        Assert.AreEqual("balanced", one.Provenance["classWeights"]);
        Assert.AreEqual(one.WeightsSha256(), Sum(options with { Threads = 3 }, images));
        Assert.IsFalse(new CnnTrainer(options with { ClassWeights = null }).Fit(images).Classifier.Provenance.ContainsKey("classWeights"));
    }

    private static double FirstLoss(TrainingOptions options, ImageSet images) => new CnnTrainer(options).Fit(images).History[0].Loss;

    private static string Sum(TrainingOptions options, ImageSet images) => new CnnTrainer(options).Fit(images).Classifier.WeightsSha256();
}
