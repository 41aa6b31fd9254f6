using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace DigitML.Jupyter.Output;

/// <summary>
/// Where values go in a program that is no notebook: their text to the console, and pictures to files that are named after the program
/// and counted. An update replaces the picture; its text is not written again.
/// </summary>
/// <param name="folder">Where pictures are written; made when there is one.</param>
/// <param name="results">Where texts are written.</param>
internal sealed class ConsoleOutput(string folder, TextWriter results) : ICellOutput
{
    private readonly Dictionary<string, int> _pictures = [];
    private readonly Lock _gate = new();

    public void Stream(string name, string text) => (name == "stderr" ? Console.Error : results).Write(text);

    public void Display(MimeBundle value, string displayId)
    {
        results.WriteLine(TextOf(value, MimeBundle.PlainText));
        lock (_gate)
        {
            _pictures[displayId] = _pictures.Count + 1;
            if (Save(value, _pictures[displayId]) is { } path) { results.WriteLine($"({path})"); }
        }
    }

    public void Update(MimeBundle value, string displayId)
    {
        lock (_gate)
        {
            if (_pictures.TryGetValue(displayId, out int number)) { Save(value, number); }
        }
    }

    public void Clear(bool wait)
    {
        // What a console has shown stays.
    }

    public string ReadLine(string prompt, bool password)
    {
        results.Write(prompt);
        return Console.ReadLine() ?? throw new InvalidOperationException("Standard input has ended, and nobody can be asked.");
    }

    /// <summary>Writes a value's picture; the path, or null when it has none.</summary>
    private string? Save(MimeBundle value, int number)
    {
        string name = Path.Combine(folder, $"{Assembly.GetEntryAssembly()?.GetName().Name ?? "figure"}-{number}");
        (string Path, byte[] Bytes)? picture = TextOf(value, "image/svg+xml") is { } svg ? ($"{name}.svg", Encoding.UTF8.GetBytes(svg))
            : TextOf(value, "image/png") is { } png ? ($"{name}.png", Convert.FromBase64String(png))
            : null;
        if (picture is null) { return null; }
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(picture.Value.Path, picture.Value.Bytes);
        return picture.Value.Path;
    }

    private static string? TextOf(MimeBundle value, string mime) => value.Data[mime] is JsonValue text ? text.ToString() : null;
}
