using DigitML.Jupyter.Output;

namespace DigitML.Jupyter;

/// <summary>What cells can call without naming it: to show values, to ask the user, to be told of an interrupt.</summary>
public static class Notebook
{
    private static volatile CancellationTokenSource _interrupt = new();

    /// <summary>Cancelled when the cell is interrupted; hand it to calls that take a token. Each cell has its own.</summary>
    public static CancellationToken Cancellation => _interrupt.Token;

    /// <summary>Where outputs go: the console, until a kernel or a runner of notebooks begins.</summary>
    internal static ICellOutput? Output { get; set; } = new ConsoleOutput(Path.Combine("artifacts", "figures"), Console.Out);

    internal static StreamBuffer Streams { get; } = new(() => Output);

    /// <summary>Shows a value below the cell, at once.</summary>
    /// <param name="value">
    /// Anything. Methods ToSvg(), ToHtml(), ToMarkdown() and ToPlotlyJson() that return a text are asked for its forms; images are shown as
    /// such, sequences and dictionaries as tables, and everything as text.
    /// </param>
    /// <returns>What replaces the value by another one.</returns>
    public static DisplayHandle Display(object? value)
    {
        var handle = new DisplayHandle(Guid.NewGuid().ToString("N"));
        MimeBundle bundle = ValueFormatter.Format(value);
        Streams.Flush();
        Output?.Display(bundle, handle.Id);
        return handle;
    }

    /// <summary>A text as HTML, to be shown.</summary>
    public static RichText Html(string markup) => new("text/html", markup);

    /// <summary>A text as Markdown, to be shown.</summary>
    public static RichText Markdown(string text) => new("text/markdown", text);

    /// <summary>A text as SVG, to be shown.</summary>
    public static RichText Svg(string markup) => new("image/svg+xml", markup);

    /// <summary>Shows a bar that says how far a work is.</summary>
    /// <param name="total">The work's whole, more than 0.</param>
    /// <param name="label">What is written before the bar.</param>
    /// <exception cref="DigitMLException">The total is not more than 0.</exception>
    public static ProgressBar Progress(double total, string label = "") => new(total, label);

    /// <summary>Removes the cell's outputs.</summary>
    /// <param name="wait">Not before the next output comes, which avoids flicker; false unless given.</param>
    public static void ClearOutput(bool wait = false)
    {
        Streams.Flush();
        Output?.Clear(wait);
    }

    /// <summary>Asks the user for a line; Console.ReadLine does it too.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="password">Whether the answer is hidden; false unless given.</param>
    /// <exception cref="InvalidOperationException">The front end can't ask, or the notebook runs by itself.</exception>
    public static string Input(string prompt = "", bool password = false)
    {
        Streams.Flush();
        return Output?.ReadLine(prompt, password)
            ?? throw new InvalidOperationException("No cell is running that could ask.");
    }

    internal static void RenewCancellation() => _interrupt = new CancellationTokenSource();

    internal static void Cancel() => _interrupt.Cancel();
}
