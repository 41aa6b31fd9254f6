namespace DigitML.Evaluation.Robustness;

/// <summary>Blurs along one axis or both with a Gaussian cut off at four deviations, as SciPy's gaussian_filter does.</summary>
internal sealed class GaussianFilter
{
    private readonly float[] _weights;
    private readonly bool _replicate;

    /// <summary>A filter of a deviation.</summary>
    /// <param name="deviation">In pixels, above 0.</param>
    /// <param name="replicate">
    /// What lies outside of the picture: true takes the pixel at the edge, false leaves it out of the weighted mean.
    /// </param>
    public GaussianFilter(float deviation, bool replicate = true)
    {
        _replicate = replicate;
        int radius = (int)(4 * deviation + .5f);
        _weights = new float[2 * radius + 1];
        for (int i = 0; i < _weights.Length; i++)
        {
            float distance = (i - radius) / deviation;
            _weights[i] = MathF.Exp(-.5f * distance * distance);
        }

        float sum = _weights.Sum();
        foreach (ref float weight in _weights.AsSpan()) { weight /= sum; }
    }

    /// <summary>Blurs a picture, [H, W], both ways, in place.</summary>
    public void Blur(Span<float> values, int width, int height)
    {
        BlurColumns(values, width, height);
        for (int y = 0; y < height; y++) { BlurLine(values[(y * width)..], width, 1); }
    }

    /// <summary>Blurs a picture, [H, W], down its columns only, in place.</summary>
    public void BlurColumns(Span<float> values, int width, int height)
    {
        for (int x = 0; x < width; x++) { BlurLine(values[x..], height, width); }
    }

    /// <summary>Blurs <paramref name="length"/> values that lie <paramref name="step"/> apart.</summary>
    private void BlurLine(Span<float> values, int length, int step)
    {
        int radius = _weights.Length / 2, padded = length + 2 * radius;
        Span<float> line = padded <= 512 ? stackalloc float[padded] : new float[padded];
        for (int i = 0; i < length; i++) { line[radius + i] = values[i * step]; }
        line[..radius].Fill(_replicate ? values[0] : 0);
        line[(radius + length)..].Fill(_replicate ? values[(length - 1) * step] : 0);
        for (int i = 0; i < length; i++)
        {
            float sum = 0;
            ReadOnlySpan<float> around = line.Slice(i, _weights.Length);
            for (int k = 0; k < around.Length; k++) { sum += _weights[k] * around[k]; }
            values[i * step] = _replicate ? sum : sum / WeightInside(i - radius, length);
        }
    }

    private float WeightInside(int first, int length)
    {
        float sum = 0;
        int end = Math.Min(_weights.Length, length - first);
        for (int k = Math.Max(0, -first); k < end; k++) { sum += _weights[k]; }
        return sum;
    }
}
