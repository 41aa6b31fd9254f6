using DigitML.Classification;
using DigitML.Synthesis;
using DigitML.Tests.Synthesis.Pages;

namespace DigitML.Tests.Recognition;

/// <summary>The built-in judge of what was cut out of a page.</summary>
[TestClass]
public sealed class JudgeTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Judge_Latin_IsCalibratedSmallAndSaysWhereItComesFrom()
    {
        DigitClassifier judge = BuiltInModels.Judge(NumeralSystem.Latin)!;

        Assert.AreSame(judge, BuiltInModels.Judge(NumeralSystem.Latin));
        Assert.AreSequenceEqual([.. "0123456789".Select(digit => $"{digit}"), .. NonDigitLabels.All], judge.LabelNames);
        Assert.AreEqual(WeightPrecision.Half, judge.Precision);
        Assert.AreNotEqual(1, judge.Temperature);
        foreach (string fact in new[] { "dataset", "preset", "seed", "epochs", "nonePerDigit", "testAccuracy" })
        {
            Assert.IsTrue(judge.Provenance.ContainsKey(fact), fact);
        }
    }

    [TestMethod]
    public void Judge_MnistTestImages_TellsDigitsFromShapes()
    {
        NonDigitMetrics report = NonDigits.Measure(BuiltInModels.Judge(NumeralSystem.Latin)!, LoadMnist().Test.Take(2000), count: 400, seed: 11);

        TestContext.WriteLine(report.ToString());
        Assert.IsGreaterThan(.985, report.DigitAccuracy);
        Assert.IsLessThan(.006, report.DigitRejectionRate);
        Assert.IsGreaterThan(.97, report.RecallByKind[(int)NonDigitKind.SeveralDigits]);
        Assert.IsGreaterThan(.90, report.RecallByKind[(int)NonDigitKind.PartOfDigit]);
        foreach (double share in report.RecallByKind) { Assert.IsGreaterThan(.9, share); }
    }

    [TestMethod]
    public void Judge_SeveralPenDigits_AreNoDigit()
    {
        ImageSet pairs = NonDigits.Make(PenDigits.Make(100), NonDigitKind.SeveralDigits, 100, seed: 2);

        Assert.IsGreaterThan(.95, BuiltInModels.Judge(NumeralSystem.Latin)!.Evaluate(pairs).MicroAccuracy);
    }

    private static DigitDataset LoadMnist()
    {
        try
        {
            return DigitDataset.Load("mnist", new DatasetOptions { Offline = true });
        }
        catch (IOException exception)
        {
            throw new AssertInconclusiveException($"MNIST is not to hand, so the judge was not measured: {exception.Message}");
        }
    }
}
