using System.Text;
using System.Text.Json;
using DigitML.Recognition.Diagnostics;

namespace DigitML.Cli.Output;

/// <summary>Reads pictures of several digits and puts what was read into words or JSON.</summary>
/// <param name="reader">Reads.</param>
/// <param name="top">How many candidates are shown for each digit; 0 shows the likeliest alone, without a list.</param>
/// <param name="json">Whether answers are JSON.</param>
internal sealed class PageOutput(DigitReader reader, int top, bool json)
{
    /// <summary>Reads a picture.</summary>
    /// <param name="path">The picture's file.</param>
    /// <param name="folder">The folder for pictures of the stages; null for none.</param>
    public string Read(string path, string? folder)
    {
        PageDiagnostics? stages = folder is null ? null : new PageDiagnostics();
        PageResult reading = reader.Read(GrayImage.Load(path), stages);
        stages?.Save(folder!);
        return json ? ToJson(path, reading) : ToWords(path, reading);
    }

    private string ToJson(string path, PageResult reading) => JsonOutput.Line(writer =>
    {
        writer.WriteString("file", path);
        writer.WriteString("text", reading.Text);
        writer.WriteStrings("lines", reading.Lines);
        writer.WriteStartArray("digits");
        foreach (RecognizedDigit digit in reading)
        {
            writer.WriteStartObject();
            writer.WriteString("label", digit.Label);
            writer.WriteFinite("confidence", digit.Confidence, 6);
            WriteBox(writer, digit.Box);
            writer.WriteNumber("line", digit.Line);
            if (top > 0) { writer.WriteCandidates("top", digit.Prediction.Top(top)); }
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rejected");
        foreach (RejectedShape shape in reading.Rejected)
        {
            writer.WriteStartObject();
            writer.WriteString("reason", shape.Reason == RejectionReason.NotADigit ? "not a digit" : "unsure");
            WriteBox(writer, shape.Box);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteBox(Utf8JsonWriter writer, PixelBox box)
    {
        writer.WriteStartObject("box");
        writer.WriteNumber("x", box.X);
        writer.WriteNumber("y", box.Y);
        writer.WriteNumber("width", box.Width);
        writer.WriteNumber("height", box.Height);
        writer.WriteEndObject();
    }

    /// <summary>A summary, then each line with the digit that is the least sure.</summary>
    private string ToWords(string path, PageResult reading)
    {
        var text = new StringBuilder($"{path}: ");
        text.Append(reading.Count == 0 ? "no digits" : $"{Count(reading.Count, "digit")} in {Count(reading.Lines.Count, "line")}");
        if (reading.Rejected.Count > 0) { text.Append($", {Count(reading.Rejected.Count, "other shape")}"); }
        int longest = reading.Lines.Select(line => line.Length).DefaultIfEmpty().Max();
        foreach (IGrouping<int, RecognizedDigit> line in reading.GroupBy(digit => digit.Line))
        {
            RecognizedDigit doubtful = line.MinBy(digit => digit.Confidence)!;
            string all = string.Join("  ", doubtful.Prediction.Top(Math.Max(1, top))
                .Select(candidate => $"{candidate.Label} {DigitOutput.Percent(candidate.Confidence)}"));
            text.Append($"\n  {reading.Lines[line.Key].PadRight(longest)}   least sure: {all}");
        }

        return text.ToString();
    }

    private static string Count(int number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";
}
