namespace DigitML.Jupyter;

/// <summary>A text with the MIME type that it is to be shown as.</summary>
/// <param name="Mime">The type, such as text/html.</param>
/// <param name="Text">The text.</param>
public sealed record RichText(string Mime, string Text)
{
    /// <summary>The text alone.</summary>
    public override string ToString() => Text;
}
