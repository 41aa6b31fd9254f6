using DigitML.Engine.Threading;

namespace DigitML.Tests.Engine.Threading;

[TestClass]
public sealed class AmbientCancellationTests
{
    [TestMethod]
    public void Run_InCanceledScope_Throws()
    {
        using var source = new CancellationTokenSource();
        using (AmbientCancellation.Use(source.Token))
        {
            WorkerTeam.Create(2).Run(4, _ => { });
            source.Cancel();
            Assert.ThrowsExactly<OperationCanceledException>(() => WorkerTeam.Create(2).Run(4, _ => Assert.Fail("Work ran after the cancellation.")));
        }
    }

    [TestMethod]
    public void Run_AfterCanceledScope_Works()
    {
        int done = 0;
        using (AmbientCancellation.Use(new CancellationToken(canceled: true))) { }
        WorkerTeam.Create(2).Run(4, _ => Interlocked.Increment(ref done));

        Assert.AreEqual(4, done);
    }

    [TestMethod]
    public async Task Run_OfAnotherFlow_IsNotCanceled()
    {
        Task other = Task.Run(() => WorkerTeam.Create(2).Run(4, _ => { }));
        using (AmbientCancellation.Use(new CancellationToken(canceled: true)))
        {
            await other.ConfigureAwait(false);
            await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => Task.Run(() => WorkerTeam.Create(2).Run(4, _ => { })));
        }
    }
}
