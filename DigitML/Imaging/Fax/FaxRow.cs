namespace DigitML.Imaging.Fax;

/// <summary>A row of black and white as the columns where the colour changes; a row starts white, so the first change is to black.</summary>
internal sealed class FaxRow
{
    // A look at the change after the next of the same colour needs no check of the end.
    private const int Sentinels = 4;
    private readonly int _width;
    private readonly List<int> _changes = [];

    /// <summary>A white row.</summary>
    /// <param name="width">Its pixels, at least 1.</param>
    public FaxRow(int width)
    {
        _width = width;
        End();
    }

    /// <summary>The column of a change; the width behind the last one.</summary>
    /// <param name="index">From 0; even ones are to black. At most 3 behind the last change.</param>
    public int this[int index] => _changes[index];

    /// <summary>How many changes were added since <see cref="Start"/>.</summary>
    public int Count => _changes.Count;

    /// <summary>Removes all changes; the row can then be filled from the left, and <see cref="End"/> be called.</summary>
    public void Start() => _changes.Clear();

    /// <summary>Adds a change.</summary>
    /// <param name="column">Its column, from the last one's on; the width to leave the row as it is.</param>
    public void Add(int column) => _changes.Add(column);

    /// <summary>Finishes a row.</summary>
    public void End()
    {
        for (int i = 0; i < Sentinels; i++) { _changes.Add(_width); }
    }

    /// <summary>The first change right of a column to the colour opposite to the current one ("b1" in T.4).</summary>
    /// <param name="column">The column, -1 in front of the row.</param>
    /// <param name="black">The current colour.</param>
    /// <param name="start">An index from which on to look.</param>
    public int Find(int column, bool black, int start)
    {
        int index = (start & 1) == (black ? 1 : 0) ? start : start + 1;
        while (_changes[index] <= column && _changes[index] < _width) { index += 2; }
        return index;
    }

    /// <summary>Writes the row as bits, black as 1, the leftmost pixel in the first byte's high bit.</summary>
    public void Paint(Span<byte> bits)
    {
        bits.Clear();
        for (int i = 0; _changes[i] < _width; i += 2) { PaintRun(bits, _changes[i], _changes[i + 1]); }
    }

    private static void PaintRun(Span<byte> bits, int from, int to)
    {
        if (from >= to) { return; }
        int first = from / 8, last = (to - 1) / 8;
        byte firstMask = (byte)(0xFF >> (from & 7)), lastMask = (byte)(0xFF << (7 - ((to - 1) & 7)));
        if (first == last)
        {
            bits[first] |= (byte)(firstMask & lastMask);
            return;
        }
        bits[first] |= firstMask;
        bits[(first + 1)..last].Fill(0xFF);
        bits[last] |= lastMask;
    }
}
