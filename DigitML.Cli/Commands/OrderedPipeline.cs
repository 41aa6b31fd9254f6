using System.Threading.Tasks.Dataflow;

namespace DigitML.Cli.Commands;

/// <summary>
/// Works on items on all processors and hands the results on in the order of the items, each as soon as it and all before it are there.
/// </summary>
/// <remarks>
/// Memory does not grow with the number of items: when results wait for an earlier one, no more items are taken. Nothing is held back
/// either: while the items' source waits, everything it has given so far gets its result.
/// </remarks>
internal static class OrderedPipeline
{
    /// <summary>Items and results under way, for each processor: enough that a slow item among fast ones holds nobody up for long.</summary>
    private const int UnderWay = 64;

    /// <summary>Works on all items.</summary>
    /// <param name="items">May block; taken one by one on a thread of its own.</param>
    /// <param name="work">Called on several threads.</param>
    /// <param name="finish">Called with one result at a time, in the items' order.</param>
    /// <param name="cancellationToken">Stops at once, also while <paramref name="items"/> blocks.</param>
    public static async Task RunAsync<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> work, Action<TResult> finish, CancellationToken cancellationToken)
    {
        var block = new TransformBlock<TItem, TResult>(work, new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            BoundedCapacity = UnderWay * Environment.ProcessorCount,
            // Lets the results have their turn on the thread pool between two items.
            MaxMessagesPerTask = 1,
            SingleProducerConstrained = true,
            CancellationToken = cancellationToken,
        });
        _ = Task.Factory.StartNew(() => Feed(items, block), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await foreach (TResult result in block.ReceiveAllAsync(cancellationToken)) { finish(result); }
        await block.Completion;
    }

    private static void Feed<TItem>(IEnumerable<TItem> items, ITargetBlock<TItem> block)
    {
        try
        {
            foreach (TItem item in items)
            {
                // No more is wanted when the work has failed or was stopped.
                if (!block.SendAsync(item).GetAwaiter().GetResult()) { return; }
            }

            block.Complete();
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again to whoever called RunAsync.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            block.Fault(exception);
        }
    }
}
