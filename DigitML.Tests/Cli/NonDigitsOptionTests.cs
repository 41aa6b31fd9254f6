using System.Text.Json;
using DigitML.Classification;
using DigitML.Synthesis;

namespace DigitML.Tests.Cli;

/// <summary><c>digitml train --non-digits</c>, once <c>--with-none</c>.</summary>
[TestClass]
public sealed class NonDigitsOptionTests
{
    [TestMethod]
    public void Train_NonDigits_AddsTheClassesAndReportsDigitsAndShapes()
    {
        using var place = new CommandFolder();
        CommandRun run = place.Run(
            "train", TinyDataset.Write(place), "--non-digits", "0.5", "--preset", "pages", "--epochs", "1", "--out", "m", "--json");

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.Contains("825 images to train on, 75 to validate, 100 to test", run.Errors);
        Assert.Contains("Recognised as none, of 1,000 shapes of each kind", run.Output);
        DigitClassifier classifier = DigitClassifier.Load(place.InWork("m"));
        Assert.AreSequenceEqual(NonDigitLabels.All, classifier.LabelNames.Skip(10));
        Assert.AreEqual("0.5", classifier.Provenance["nonePerDigit"]);
        Assert.IsInRange(0, 1, run.Json.GetProperty("digitsRejected").GetDouble());
        JsonElement recognised = run.Json.GetProperty("noneRecognised");
        Assert.HasCount(Enum.GetValues<NonDigitKind>().Length, recognised.EnumerateObject().ToArray());
        Assert.IsInRange(0, 1, recognised.GetProperty("partOfDigit").GetDouble());
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("11")]
    [DataRow("NaN")]
    public void Train_NonDigitsOutOfRange_NamesTheRange(string share)
    {
        using var place = new CommandFolder();
        Assert.Contains(
            $"--non-digits is {share}; it must be more than 0 and at most 10.",
            place.Refuse("train", TinyDataset.Write(place), "--non-digits", share));
    }

    [TestMethod]
    public void Train_EarlierNameAndImagesOfAnotherSize_NamesBothSizes()
    {
        using var place = new CommandFolder();
        Assert.Contains("images of 14x14 pixels", place.Refuse("train", TinyDataset.Write(place, size: 14), "--with-none", "0.5"));
    }
}
