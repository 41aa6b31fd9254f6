using System.Globalization;

namespace DigitML.Data.Formats.NumPy;

/// <summary>
/// Reads the dictionary at the head of a .npy file: keys of text; values of text, True or False, or a tuple of whole numbers. Nothing
/// else that Python would evaluate is read.
/// </summary>
/// <param name="source">What messages call the file.</param>
/// <param name="text">The header.</param>
internal sealed class PythonLiteral(string source, string text)
{
    private const int MostSizes = 32;

    private int _position;

    /// <summary>Reads all of the text as one dictionary; values are <see cref="string"/>, <see cref="bool"/> or an array of long.</summary>
    /// <exception cref="DigitMLException">It is something else; says at which character.</exception>
    public IReadOnlyDictionary<string, object> ReadDictionary()
    {
        var entries = new Dictionary<string, object>();
        Expect('{');
        while (!Take('}'))
        {
            string key = ReadText();
            Expect(':');
            if (!entries.TryAdd(key, ReadValue()))
            {
                throw Malformed($"the key '{key}' a second time");
            }
            if (!Take(','))
            {
                Expect('}');
                break;
            }
        }
        return Peek() == '\0' ? entries : throw Malformed("more after the dictionary");
    }

    private object ReadValue() => Peek() switch
    {
        '\'' or '"' => ReadText(),
        '(' => ReadTuple(),
        _ => ReadTruth(),
    };

    private string ReadText()
    {
        char quote = Peek();
        int end = quote is '\'' or '"' ? text.IndexOf(quote, _position + 1) : -1;
        if (end < 0)
        {
            throw Malformed("no text in quotation marks");
        }
        string read = text[(_position + 1)..end];
        _position = end + 1;
        return read;
    }

    private long[] ReadTuple()
    {
        var numbers = new List<long>();
        Expect('(');
        while (!Take(')'))
        {
            numbers.Add(ReadNumber());
            if (numbers.Count > MostSizes)
            {
                throw Malformed($"more than {MostSizes} sizes");
            }
            if (!Take(','))
            {
                Expect(')');
                break;
            }
        }
        return [.. numbers];
    }

    private long ReadNumber()
    {
        _ = Peek();
        int start = _position;
        while (_position < text.Length && (char.IsAsciiDigit(text[_position]) || (_position == start && text[start] == '-')))
        {
            _position++;
        }
        if (!long.TryParse(text.AsSpan(start, _position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            throw Malformed("no whole number");
        }
        // Python 2 ends long numbers with an L.
        _ = Take('L');
        return number;
    }

    private bool ReadTruth()
    {
        foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
        {
            if (text.AsSpan(_position).StartsWith(word))
            {
                _position += word.Length;
                return value;
            }
        }
        throw Malformed("no text, True, False or tuple of numbers");
    }

    private char Peek()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
        return _position < text.Length ? text[_position] : '\0';
    }

    private bool Take(char wanted)
    {
        bool isThere = Peek() == wanted;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(char wanted)
    {
        if (!Take(wanted))
        {
            throw Malformed($"no '{wanted}'");
        }
    }

    private DigitMLException Malformed(string found) => new(
        $"'{source}' has {found} at character {_position} of its header, wanted {{'descr': ..., 'fortran_order': ..., 'shape': ...}}; "
        + "save a plain array of numbers or text.");
}
