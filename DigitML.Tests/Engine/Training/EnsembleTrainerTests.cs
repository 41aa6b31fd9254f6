namespace DigitML.Tests.Engine.Training;

/// <summary>Several networks trained into one classifier.</summary>
[TestClass]
public sealed class EnsembleTrainerTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(100, size: 12);
    private static readonly ImageSet Others = SyntheticDigits.Make(100, seed: 2, size: 12);

    private static readonly TrainingOptions Small = new()
    {
        Name = "small", Network = Network(4), Optimizer = new Adam { LearningRate = 1e-2f }, Epochs = 3, BatchSize = 20, Threads = 2, Seed = 5,
    };

    private static readonly TrainingOptions Varied =
        Small with { EnsembleMembers = [Small with { Name = "wide", Network = Network(8), Epochs = 2 }] };

    [TestMethod]
    public void Ensemble_Companions_TakeTurnsWithTheSeedsThatFollow()
    {
        IReadOnlyList<TrainingOptions> recipes = (Varied with { Threads = 3, ClassWeights = ClassWeights.Balanced }).CreateEnsemble(3);

        Assert.AreSequenceEqual(["small", "wide", "small"], recipes.Select(recipe => recipe.Name));
        Assert.AreSequenceEqual([5UL, 6UL, 7UL], recipes.Select(recipe => recipe.Seed));
        Assert.AreSequenceEqual([3, 2, 3], recipes.Select(recipe => recipe.Epochs));
        foreach (TrainingOptions recipe in recipes) { Assert.AreEqual((3, ClassWeights.Balanced), (recipe.Threads, recipe.ClassWeights)); }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(101)]
    public void Ensemble_NumberOutOfRange_IsRefused(int models) => Assert.AreEqual(
        $"The number of models is {models}; it must be from 1 to 100.",
        Assert.ThrowsExactly<DigitMLException>(() => Varied.CreateEnsemble(models)).Message);

    [TestMethod]
    public void For_OtherImages_FitsTheCompanionsToo()
    {
        ImageSet larger = SyntheticDigits.Make(20, size: 16);

        foreach (TrainingOptions recipe in Varied.AdaptTo(larger).CreateEnsemble(2)) { Assert.AreEqual(16, recipe.Network.InputShape.Height); }
    }

    [TestMethod]
    public void Fit_Recipes_CombinesWhatEachGivesAlone()
    {
        IReadOnlyList<TrainingOptions> recipes = Varied.CreateEnsemble(2);
        TrainingResult[] alone = [.. recipes.Select(recipe => new CnnTrainer(recipe).Fit(Images, Others))];
        var log = new Log();

        TrainingResult result = new EnsembleTrainer(recipes) { Messages = log }.Fit(Images, Others, log);

        DigitClassifier expected = DigitClassifier.Combine(alone.Select(one => one.Classifier)).Calibrate(Others);
        Assert.AreSequenceEqual(expected.PredictProbabilities(Others), result.Classifier.PredictProbabilities(Others));
        Assert.AreEqual(expected.Evaluate(Others).MicroAccuracy, result.ValidationAccuracy);
        Assert.AreEqual(expected.Evaluate(Others).LogLoss, result.ValidationLoss);
        Assert.HasCount(3, result.History);
        string[] expectedLines =
            ["Model 1 of 2: small, seed 5", "epoch 1/3", "epoch 2/3", "epoch 3/3", "Model 2 of 2: wide, seed 6", "epoch 1/2", "epoch 2/2"];
        Assert.AreSequenceEqual(expectedLines, log.Lines);
    }

    [TestMethod]
    public void Fit_OneRecipe_IsAPlainTraining()
    {
        var log = new Log();

        TrainingResult result = new EnsembleTrainer(Varied.CreateEnsemble(1)) { Messages = log }.Fit(Images);

        Assert.AreEqual(new CnnTrainer(Small).Fit(Images).Classifier.WeightsSha256(), result.Classifier.WeightsSha256());
        Assert.IsNull(result.ValidationAccuracy);
        Assert.IsEmpty(log.Lines);
    }

    [TestMethod]
    public void Fit_MistakeInTheLastRecipe_ShowsBeforeAnyWork()
    {
        var log = new Log();
        TrainingOptions[] recipes = [Small, Small with { Network = new Network([new Flatten(), new Dense(10)], new TensorShape(9, 12, 1)) }];

        var trainer = new EnsembleTrainer(recipes) { Messages = log };
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => trainer.Fit(Images, null, log));

        Assert.StartsWith("The training images are 12x12x1 and the network takes 9x12x1", error.Message);
        Assert.IsEmpty(log.Lines);
    }

    [TestMethod]
    public void Fit_NoRecipe_IsRefused() => Assert.AreEqual(
        "There is no recipe to train an ensemble by; give at least one.",
        Assert.ThrowsExactly<DigitMLException>(() => new EnsembleTrainer([]).Fit(Images)).Message);

    private static Network Network(int filters) =>
        new([new Conv2D(filters, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)], new TensorShape(12, 12, 1));

    private sealed class Log : TrainingCallback, IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public void Report(string value) => Lines.Add(value);

        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics) =>
            Lines.Add($"epoch {metrics.Epoch}/{context.Options.Epochs}");
    }
}
