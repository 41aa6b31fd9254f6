using DigitML.Jupyter.Output;

namespace DigitML.Jupyter;

/// <summary>A value that is shown and can be replaced by another: a live curve, a count that grows.</summary>
public sealed class DisplayHandle
{
    internal DisplayHandle(string id) => Id = id;

    internal string Id { get; }

    /// <summary>Shows another value in place of the one before, also from a later cell.</summary>
    public void Update(object? value)
    {
        MimeBundle bundle = ValueFormatter.Format(value);
        Notebook.Streams.Flush();
        Notebook.Output?.Update(bundle, Id);
    }
}
