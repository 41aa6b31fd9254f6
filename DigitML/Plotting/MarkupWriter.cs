using System.Globalization;
using System.Text;

namespace DigitML.Plotting;

/// <summary>
/// Writes HTML and SVG that are well-formed XML too: every text and attribute is escaped, and every element ends where its scope does.
/// </summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Starts an element; it ends when the scope is disposed.</summary>
    /// <param name="name">The element's name.</param>
    /// <param name="attributes">Names with texts or numbers; numbers are written with up to two decimals, a null attribute not at all.</param>
    public Scope Element(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        return new Scope(this, name);
    }

    /// <summary>Writes an element that holds only a text.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        using (Element(name, attributes)) { Text(text); }
    }

    /// <summary>Writes an element that holds nothing. In HTML only those that never do may be written so: meta, img, and all of SVG.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
    }

    /// <summary>Writes text between elements.</summary>
    public void Text(string text) => AppendEscaped(text);

    /// <summary>Writes something as it is, such as a style sheet; it must be well-formed and nobody else's.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <summary>All that was written.</summary>
    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, object? value) in attributes)
        {
            if (value is null) { continue; }
            _text.Append(' ').Append(attribute).Append("=\"");
            AppendEscaped(value is double or float
                ? Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture)
                : Convert.ToString(value, CultureInfo.InvariantCulture)!);
            _text.Append('"');
        }
    }

    private void AppendEscaped(string text)
    {
        // Enumerating runes turns half a surrogate pair, which no document may hold, into the replacement character.
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '&': _text.Append("&amp;"); break;
                case '"': _text.Append("&quot;"); break;
                case (< 0x20 and not ('\t' or '\n')) or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF: _text.Append('\uFFFD'); break;
                default: _text.Append(rune.ToString()); break;
            }
        }
    }

    /// <summary>An element that is open.</summary>
    public readonly ref struct Scope(MarkupWriter writer, string name)
    {
        /// <summary>Ends the element.</summary>
        public void Dispose() => writer._text.Append("</").Append(name).Append(">\n");
    }
}
