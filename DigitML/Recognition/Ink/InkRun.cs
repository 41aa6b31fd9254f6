namespace DigitML.Recognition.Ink;

/// <summary>Ink side by side in one row.</summary>
/// <param name="Y">The row.</param>
/// <param name="Start">The first column.</param>
/// <param name="End">The column after the last.</param>
internal readonly record struct InkRun(int Y, int Start, int End)
{
    /// <summary>Adds the runs of a row.</summary>
    /// <param name="row">[width]: 1 where there is ink, 0 elsewhere.</param>
    /// <param name="y">The row's number.</param>
    /// <param name="runs">Where they are added, from left to right.</param>
    public static void AddAll(ReadOnlySpan<byte> row, int y, List<InkRun> runs)
    {
        for (int x = 0; x < row.Length;)
        {
            int ink = row[x..].IndexOf((byte)1);
            if (ink < 0) { return; }
            int start = x + ink, length = row[start..].IndexOf((byte)0);
            x = length < 0 ? row.Length : start + length;
            runs.Add(new InkRun(y, start, x));
        }
    }
}
