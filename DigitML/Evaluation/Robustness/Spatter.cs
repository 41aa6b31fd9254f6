using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>Splashes of mud on the lens.</summary>
internal static class Spatter
{
    private const float Mean = .65f;
    private const float Deviation = .3f;
    private const float LiquidBlur = 1;
    private const float Threshold = .65f;
    private const float EdgeBlur = 1.5f;
    private const float LeastCover = .8f;
    private const float Mud = 63 / 255f;

    /// <summary>Covers the picture with mud where there is any.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        const int Side = CorruptionCanvas.GridSide;
        Span<float> cover = stackalloc float[Side * Side];
        foreach (ref float value in cover) { value = Mean + Deviation * random.NextGaussian(); }
        new GaussianFilter(LiquidBlur).Blur(cover, Side, Side);
        foreach (ref float value in cover) { value = value > Threshold ? 1 : 0; }
        new GaussianFilter(EdgeBlur).Blur(cover, Side, Side);
        foreach (ref float value in cover) { value = value < LeastCover ? 0 : value; }
        for (int y = 0, i = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++, i++)
            {
                canvas.Values[i] = float.Lerp(canvas.Values[i], Mud, canvas.Sample(cover, x, y));
            }
        }
    }
}
