namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Ink on a page: 0 where there is none to 1 where it covers, [Height, Width].</summary>
internal sealed class InkSheet(int width, int height)
{
    /// <summary>Columns.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>The ink row after row.</summary>
    public float[] Values { get; } = new float[checked(width * height)];

    /// <summary>Adds ink to a pixel: two layers are as dark as the darker. Pixels outside are left out.</summary>
    public void Add(int x, int y, float ink)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height) { return; }
        ref float value = ref Values[y * Width + x];
        value = Math.Max(value, ink);
    }

    /// <summary>Fills a rectangle whose edges may lie between pixels.</summary>
    public void Fill(float left, float top, float right, float bottom, float ink)
    {
        for (int y = (int)MathF.Floor(top); y < bottom; y++)
        {
            float rows = Math.Min(bottom, y + 1) - Math.Max(top, y);
            for (int x = (int)MathF.Floor(left); x < right; x++)
            {
                Add(x, y, ink * rows * (Math.Min(right, x + 1) - Math.Max(left, x)));
            }
        }
    }

    /// <summary>The ink at a place between pixels, from the four around it; none outside.</summary>
    public float Sample(float x, float y)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        (float right, float low) = (x - left, y - top);
        return (At(left, top) * (1 - right) + At(left + 1, top) * right) * (1 - low)
            + (At(left, top + 1) * (1 - right) + At(left + 1, top + 1) * right) * low;
    }

    private float At(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height ? Values[y * Width + x] : 0;
}
