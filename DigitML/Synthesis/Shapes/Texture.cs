using DigitML.Engine.Numerics;
using DigitML.Imaging;

namespace DigitML.Synthesis.Shapes;

/// <summary>Blots, patches with rough edges and specks: smooth random heights, of which what lies above a level is ink.</summary>
internal sealed class Texture : NonDigitShape
{
    private const int MostNodes = 14;

    /// <inheritdoc/>
    protected override GrayImage DrawInk(ref RandomStream random)
    {
        int nodes = 4 + random.Next(MostNodes - 3);
        float level = random.Uniform(.3f, .6f), round = random.Uniform(.2f, 1), flat = random.Uniform(.4f, 1);
        byte[] heights = new byte[nodes * nodes];
        for (int i = 0; i < heights.Length; i++) { heights[i] = (byte)random.Next(256); }
        float[] smooth = AreaResampler.Resize(
            GrayImage.Wrap(nodes, nodes, heights), (0, 0, nodes, nodes), InkCanvas.Side, InkCanvas.Side);
        var canvas = new InkCanvas(InkCanvas.Side, InkCanvas.Side);
        for (int i = 0; i < smooth.Length; i++)
        {
            float x = 2f * (i % InkCanvas.Side) / InkCanvas.Side - 1, y = (2f * (i / InkCanvas.Side) / InkCanvas.Side - 1) / flat;
            // A dome keeps the patch together and away from the edges of the sheet.
            float height = smooth[i] / 255 + round * (.5f - x * x - y * y) - MathF.Max(0, x * x + y * y - 1) * 4;
            canvas.Set(i % InkCanvas.Side, i / InkCanvas.Side, (height - level) * 8);
        }
        return canvas.ToImage();
    }
}
