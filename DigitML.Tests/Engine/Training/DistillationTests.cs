namespace DigitML.Tests.Engine.Training;

/// <summary>A training that learns from other networks instead of labels.</summary>
[TestClass]
public sealed class DistillationTests
{
    private static readonly ImageSet Images = SyntheticDigits.Make(200, size: 12);
    private static readonly ImageSet Others = SyntheticDigits.Make(200, seed: 2, size: 12);

    private static readonly TrainingOptions Recipe = new()
    {
        Network = new Network([new Conv2D(8, 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(10)], new TensorShape(12, 12, 1)),
        Optimizer = new Adam { LearningRate = 1e-2f }, Epochs = 15, BatchSize = 20, LabelSmoothing = .1f, Threads = 2,
    };

    private static readonly DigitClassifier Teacher = new CnnTrainer(Recipe with { Seed = 3 }).Fit(Images).Classifier;

    // Every label is wrong by one: who believes the teacher is right, who believes the labels is wrong.
    [TestMethod]
    public void Fit_WrongLabels_FollowsTheTeacherByItsShare()
    {
        ImageSet wrong = Relabelled(label => (label + 1) % 10);
        double Accuracy(float share) => new CnnTrainer(Recipe with { Distillation = new Distillation { Teacher = Teacher, TeacherWeight = share } })
            .Fit(wrong).Classifier.Evaluate(Images).MicroAccuracy;

        Assert.IsGreaterThan(.95, Teacher.Evaluate(Images).MicroAccuracy);
        Assert.IsGreaterThan(.9, Accuracy(1));
        Assert.IsGreaterThan(.9, Accuracy(.7f));
        Assert.IsLessThan(.1, Accuracy(.2f));
    }

    // Before the first step the learner's answers are known, and so are the teachers': the loss is their cross-entropy, by plain loops here.
    [TestMethod]
    public void Fit_FirstStep_HasTheLossOfMixedTargets()
    {
        DigitClassifier second = new CnnTrainer(Recipe with { Seed = 4, Normalization = NormalizationKind.Zca }).Fit(Images).Classifier;
        TrainingOptions still = Recipe with { BatchSize = 200, Epochs = 1, Optimizer = new Sgd { LearningRate = 1e-9f } };
        DigitClassifier start = new CnnTrainer(still).Fit(Images).Classifier;

        double loss = new CnnTrainer(still with
        {
            Distillation = new Distillation { Teacher = DigitClassifier.Combine([Teacher, second]), TeacherWeight = .6f },
        }).Fit(Images).History[0].Loss;

        double expected = 0;
        double[][] logits = [LogProbabilities(Teacher), LogProbabilities(second)];
        double[] own = LogProbabilities(start);
        for (int image = 0; image < Images.Count; image++)
        {
            double[] answer = [.. Enumerable.Range(10 * image, 10).Select(i => Math.Exp((logits[0][i] + logits[1][i]) / 2))];
            double sum = answer.Sum();
            for (int label = 0; label < 10; label++)
            {
                double target = .6 * answer[label] / sum + .4 * (.01 + (label == Images.Label(image) ? .9 : 0));
                expected -= target * own[10 * image + label] / Images.Count;
            }
        }

        Assert.AreEqual(expected, loss, 1e-4);
    }

    [TestMethod]
    public void Fit_Recipes_TrainsTeachersAndTellsOfThem()
    {
        var log = new TeacherLog();
        TrainingOptions options = Recipe with
        {
            Epochs = 4,
            Distillation = new Distillation { TeacherPresets = [Recipe with { Name = "a", Epochs = 3 }, Recipe with { Name = "b", Epochs = 2 }] },
        };

        TrainingResult result = new CnnTrainer(options).Fit(Images, Others, log);

        Assert.AreSequenceEqual(["1/2 1/3", "1/2 2/3", "1/2 3/3", "2/2 1/2", "2/2 2/2", "begins"], log.Lines);
        Assert.HasCount(4, result.History);
        Assert.AreEqual("a, b", result.Classifier.Provenance["teacherRecipes"]);
        Assert.AreEqual(64, result.Classifier.Provenance["teacher"].Length);
        Assert.IsFalse(Teacher.Provenance.ContainsKey("teacher"));
    }

    [TestMethod]
    public void Fit_AnyNumberOfThreads_GivesTheSameWeights()
    {
        string Sum(int threads, ulong seed = 1) => new CnnTrainer(Recipe with
        {
            Threads = threads, Seed = seed, Epochs = 2,
            Distillation = new Distillation { TeacherPresets = [Recipe with { Epochs = 1 }, Recipe with { Epochs = 1 }] },
        }).Fit(Images).Classifier.WeightsSha256();

        Assert.AreEqual(Sum(1), Sum(2));
        Assert.AreEqual(Sum(1), Sum(3));
        Assert.AreNotEqual(Sum(1), Sum(1, seed: 2));
    }

    [TestMethod]
    public void For_OtherImages_FitsTheRecipesToo()
    {
        var digits = SyntheticDigits.Make(30, size: 16);
        TrainingOptions options = Recipe with { Epochs = 1, Distillation = new Distillation { TeacherPresets = [Recipe with { Epochs = 1 }] } };

        Assert.AreEqual(16, new CnnTrainer(options.AdaptTo(digits)).Fit(digits).Classifier.Network.InputShape.Height);
    }

    [TestMethod]
    public void Fit_WhatDoesNotFit_IsRefused()
    {
        AssertRefused("The distillation has neither a teacher nor recipes to train some by; set Teacher or Recipes.", new Distillation());
        foreach (float share in new[] { 0, 1.5f, float.NaN })
        {
            AssertRefused(
                FormattableString.Invariant($"The teacher's share is {share}; it must be more than 0 and at most 1."),
                new Distillation { Teacher = Teacher, TeacherWeight = share });
        }

        AssertRefused("The number of epochs is 0; it must be at least 1.", new Distillation { TeacherPresets = [Recipe with { Epochs = 0 }] });
        AssertRefused(
            "The teacher takes images of 28x28 pixels and the training images have 12x12: they must be equal.",
            new Distillation { Teacher = DigitClassifier.Pretrained(NumeralSystem.Latin) });
        ImageSet letters = new(Pixels(), [.. Enumerable.Range(0, 200).Select(Images.Label)], 12, 12, [.. "abcdefghij".Select(letter => $"{letter}")]);
        AssertRefused(
            "The teacher has the labels a b c d e f g h i j and the training images 0 1 2 3 4 5 6 7 8 9: they must be the same in the same order.",
            new Distillation { Teacher = new CnnTrainer(Recipe with { Epochs = 1 }).Fit(letters).Classifier });
    }

    private static void AssertRefused(string message, Distillation distillation) => Assert.AreEqual(
        message, Assert.ThrowsExactly<DigitMLException>(() => new CnnTrainer(Recipe with { Distillation = distillation }).Fit(Images)).Message);

    private static double[] LogProbabilities(DigitClassifier classifier) =>
        [.. classifier.PredictProbabilities(Images).Select(probability => Math.Log(probability))];

    private static ImageSet Relabelled(Func<int, int> change) =>
        new(Pixels(), [.. Enumerable.Range(0, Images.Count).Select(image => change(Images.Label(image)))], 12, 12, Images.LabelNames);

    private static byte[] Pixels() => [.. Enumerable.Range(0, Images.Count).SelectMany(image => Images.Pixels(image).ToArray())];

    private sealed class TeacherLog : TrainingCallback
    {
        public List<string> Lines { get; } = [];

        public override void OnTeacherEpochEnd(TeacherEpoch epoch) =>
            Lines.Add($"{epoch.Teacher}/{epoch.Teachers} {epoch.Metrics.Epoch}/{epoch.Epochs}");

        public override void OnTrainBegin(TrainingContext context) => Lines.Add("begins");
    }
}
