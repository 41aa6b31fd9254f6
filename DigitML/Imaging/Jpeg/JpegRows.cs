namespace DigitML.Imaging.Jpeg;

/// <summary>
/// The samples of a component at the picture's full size, row by row. A component of half the columns or rows is interpolated, three
/// quarters of the nearer sample and one of the farther (ITU-T T.871, section 7: samples lie centred); other ratios repeat samples.
/// </summary>
internal sealed class JpegRows
{
    // Narrower than this there is nothing to interpolate between.
    private const int LeastSmoothWidth = 3;

    private readonly JpegComponent _component;
    private readonly int _stepX;
    private readonly int _stepY;
    private readonly bool _smoothX;
    private readonly bool _smoothY;
    private readonly int[] _blended;
    private readonly byte[] _row;

    /// <summary>The rows of a component of a decoded frame.</summary>
    public JpegRows(JpegFrame frame, JpegComponent component)
    {
        _component = component;
        _stepX = frame.MostHorizontal / component.Horizontal;
        _stepY = frame.MostVertical / component.Vertical;
        bool small = _stepX <= 2 && _stepY <= 2 && (_stepX == 1 || component.Width >= LeastSmoothWidth);
        (_smoothX, _smoothY) = (small && _stepX == 2, small && _stepY == 2);
        _blended = new int[component.Width];
        _row = new byte[component.Width * _stepX];
    }

    /// <summary>A row of the picture, at least as long as the picture is wide; valid until the next call.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        int near = y / _stepY;
        if (_stepX == 1 && !_smoothY)
        {
            return _component.Row(near);
        }
        int far = Math.Clamp(y % 2 == 0 ? near - 1 : near + 1, 0, _component.Height - 1);
        Blend(_component.Row(near), _component.Row(_smoothY ? far : near));
        if (_smoothX)
        {
            Interpolate();
        }
        else
        {
            Repeat();
        }
        return _row;
    }

    /// <summary>Four times the samples of the row: three parts of the nearer one, one of the farther.</summary>
    private void Blend(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        int[] blended = _blended;
        for (int x = 0; x < blended.Length; x++)
        {
            blended[x] = 3 * near[x] + far[x];
        }
    }

    private void Interpolate()
    {
        ReadOnlySpan<int> blended = _blended;
        Span<byte> row = _row;
        int before = blended[0];
        for (int x = 0; x < blended.Length; x++)
        {
            int here = 3 * blended[x], after = blended[Math.Min(x + 1, blended.Length - 1)];
            // Eight and seven in turn, so that halves are not always rounded up.
            row[2 * x] = (byte)((here + before + 8) >> 4);
            row[2 * x + 1] = (byte)((here + after + 7) >> 4);
            before = blended[x];
        }
    }

    private void Repeat()
    {
        for (int x = 0; x < _blended.Length; x++)
        {
            _row.AsSpan(x * _stepX, _stepX).Fill((byte)((_blended[x] + 2) >> 2));
        }
    }
}
