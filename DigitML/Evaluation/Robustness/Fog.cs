using DigitML.Engine.Numerics;

namespace DigitML.Evaluation.Robustness;

/// <summary>A bank of fog: plasma added to the picture.</summary>
internal static class Fog
{
    private const float Weight = 3;
    private const float Decay = 1.4f;

    /// <summary>Adds fog and scales the sum back to the picture's brightest grey.</summary>
    public static void Apply(CorruptionCanvas canvas, ref RandomStream random)
    {
        Span<float> fog = stackalloc float[CorruptionCanvas.GridSide * CorruptionCanvas.GridSide];
        PlasmaFractal.Draw(fog, CorruptionCanvas.GridSide, Decay, ref random);
        float brightest = canvas.Values.Max(), scale = brightest / (brightest + Weight);
        for (int y = 0, i = 0; y < canvas.Height; y++)
        {
            for (int x = 0; x < canvas.Width; x++, i++)
            {
                canvas.Values[i] = (canvas.Values[i] + Weight * canvas.Sample(fog, x, y)) * scale;
            }
        }
    }
}
