using System.Text;

namespace DigitML.Jupyter.Output;

/// <summary>What stands in for the console's output while cells run.</summary>
/// <param name="name">"stdout" or "stderr".</param>
/// <param name="buffer">Where the text is gathered.</param>
internal sealed class CellWriter(string name, StreamBuffer buffer) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => buffer.Append(name, [value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer1) => buffer.Append(name, buffer1);

    /// <inheritdoc/>
    public override void Write(string? value) => buffer.Append(name, value);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => buffer.Append(name, value + NewLine);

    /// <inheritdoc/>
    public override void Flush() => buffer.Flush();
}
