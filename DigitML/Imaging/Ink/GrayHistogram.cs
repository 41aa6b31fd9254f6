using System.Numerics;

namespace DigitML.Imaging.Ink;

/// <summary>Counts how often each grey occurs.</summary>
internal sealed class GrayHistogram
{
    private const int Levels = 256;

    // Neighbours are often alike. Counted in turn in four tables, none waits until the sum of the one before it is stored.
    private readonly int[] _first = new int[Levels], _second = new int[Levels], _third = new int[Levels], _fourth = new int[Levels];

    /// <summary>Counts more greys.</summary>
    public void Add(ReadOnlySpan<byte> greys)
    {
        int i = 0;
        for (; i <= greys.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            ReadOnlySpan<byte> block = greys.Slice(i, Vector<byte>.Count);
            if (IsPlain(block)) { _first[block[0]] += block.Length; }
            else { AddEach(block); }
        }
        AddEach(greys[i..]);
    }

    /// <summary>How often each of the 256 levels has occurred.</summary>
    public int[] ToCounts()
    {
        int[] counts = new int[Levels];
        for (int grey = 0; grey < Levels; grey++) { counts[grey] = _first[grey] + _second[grey] + _third[grey] + _fourth[grey]; }
        return counts;
    }

    /// <summary>Whether a block, as long as a vector register, has one grey only: most of a drawing is plain paper or full ink.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> block) => new Vector<byte>(block) == new Vector<byte>(block[0]);

    private void AddEach(ReadOnlySpan<byte> greys)
    {
        int i = 0;
        for (; i <= greys.Length - 4; i += 4)
        {
            _first[greys[i]]++;
            _second[greys[i + 1]]++;
            _third[greys[i + 2]]++;
            _fourth[greys[i + 3]]++;
        }
        for (; i < greys.Length; i++) { _first[greys[i]]++; }
    }
}
