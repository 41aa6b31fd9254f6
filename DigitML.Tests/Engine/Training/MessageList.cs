namespace DigitML.Tests.Engine.Training;

/// <summary>Keeps messages in order, at once: Progress{T} would post them to another thread.</summary>
internal sealed class MessageList : List<string>, IProgress<string>
{
    public void Report(string value) => Add(value);
}
