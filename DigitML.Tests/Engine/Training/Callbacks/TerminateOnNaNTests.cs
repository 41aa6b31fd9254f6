namespace DigitML.Tests.Engine.Training.Callbacks;

[TestClass]
public sealed class TerminateOnNaNTests
{
    private readonly TrainingScript _training = new();

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    public void OnStepEnd_InvalidLoss_StopsAndSaysWhere(double loss)
    {
        new TerminateOnNaN().OnStepEnd(_training.Context, new StepResult(2, 5, loss, 0, 0));

        Assert.IsTrue(_training.Context.IsStopping);
        Assert.AreSequenceEqual(["Batch 4: Invalid loss, terminating training"], _training.Messages);
    }

    [TestMethod]
    public void OnStepEnd_AnyNumber_GoesOn()
    {
        new TerminateOnNaN().OnStepEnd(_training.Context, new StepResult(1, 1, double.MaxValue, double.NaN, 0));

        Assert.IsFalse(_training.Context.IsStopping);
        Assert.IsEmpty(_training.Messages);
    }

    [TestMethod]
    public void OnStepEnd_Throws_ThrowsTheMessage()
    {
        var terminating = new TerminateOnNaN { Throws = true };

        ArithmeticException error = Assert.ThrowsExactly<ArithmeticException>(
            () => terminating.OnStepEnd(_training.Context, new StepResult(1, 1, double.NaN, 0, 0)));

        Assert.AreEqual("Batch 0: Invalid loss, terminating training", error.Message);
    }
}
