namespace DigitML.Evaluation.Robustness;

/// <summary>How steeply a picture rises at each pixel, and where it is steepest: Sobel's operator, whose weights are 1, 2, 1.</summary>
internal sealed class SobelGradient
{
    private readonly int _width;
    private readonly float[] _right;
    private readonly float[] _down;
    private readonly float[] _strength;

    /// <summary>Takes the gradients of a picture, [H, W]; beyond the edge it stays as at the edge.</summary>
    public SobelGradient(ReadOnlySpan<float> values, int width, int height)
    {
        _width = width;
        (_right, _down, _strength) = (new float[values.Length], new float[values.Length], new float[values.Length]);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> above = values.Slice(Math.Max(0, y - 1) * width, width), row = values.Slice(y * width, width);
            ReadOnlySpan<float> below = values.Slice(Math.Min(height - 1, y + 1) * width, width);
            for (int x = 0; x < width; x++)
            {
                int i = y * width + x, left = Math.Max(0, x - 1), right = Math.Min(width - 1, x + 1);
                _right[i] = above[right] - above[left] + 2 * (row[right] - row[left]) + below[right] - below[left];
                _down[i] = below[left] - above[left] + 2 * (below[x] - above[x]) + below[right] - above[right];
                _strength[i] = float.Hypot(_right[i], _down[i]);
            }
        }
    }

    /// <summary>The gradient's length at a pixel: 4 at an edge between black and white.</summary>
    public float Strength(int x, int y) => _strength[y * _width + x];

    /// <summary>Whether the picture is nowhere steeper one pixel up or down the slope. Only for pixels off the border.</summary>
    public bool IsCrest(int x, int y)
    {
        int i = y * _width + x;
        float right = Math.Abs(_right[i]), down = Math.Abs(_down[i]);
        // The slope leaves the 3 x 3 neighbourhood between a straight neighbour and a diagonal one: their mean, weighted by its direction.
        int aside = _right[i] < 0 ? -1 : 1, along = _down[i] < 0 ? -_width : _width;
        (int straight, float weight) = down >= right ? (along, right / down) : (aside, down / right);
        int diagonal = aside + along;
        return float.Lerp(_strength[i + straight], _strength[i + diagonal], weight) <= _strength[i]
            && float.Lerp(_strength[i - straight], _strength[i - diagonal], weight) <= _strength[i];
    }
}
