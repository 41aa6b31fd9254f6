using DigitML.Engine.Numerics;
using DigitML.Evaluation.Robustness;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>Pictures of things that are no writing.</summary>
internal static class Scenery
{
    private const int CloudSide = 256;

    /// <summary>Draws clouds, blobs, surfaces with straight edges or a weave.</summary>
    public static GrayImage Draw(int width, int height, ref RandomStream random)
    {
        float[] grey = new float[width * height];
        switch (random.Next(4))
        {
            case 0: Clouds(grey, width, height, ref random); break;
            case 1: Blobs(grey, width, ref random); break;
            case 2: Edges(grey, width, height, ref random); break;
            default: Weave(grey, width, ref random); break;
        }
        float deviation = random.Uniform(0, 8);
        byte[] pixels = new byte[grey.Length];
        for (int i = 0; i < grey.Length; i++) { pixels[i] = (byte)Math.Clamp(grey[i] + deviation * random.NextGaussian(), 0, 255); }
        return GrayImage.Wrap(width, height, pixels);
    }

    private static void Clouds(float[] grey, int width, int height, ref RandomStream random)
    {
        float[] cloud = new float[CloudSide * CloudSide];
        PlasmaFractal.Draw(cloud, CloudSide, random.Uniform(1.2f, 2), ref random);
        var sheet = new InkSheet(CloudSide, CloudSide);
        cloud.CopyTo(sheet.Values, 0);
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = 255 * sheet.Sample((float)(i % width) / width * (CloudSide - 1), (float)(i / width) / height * (CloudSide - 1));
        }
    }

    /// <summary>Soft spots, lighter and darker than the ground.</summary>
    private static void Blobs(float[] grey, int width, ref RandomStream random)
    {
        Array.Fill(grey, random.Uniform(80, 180));
        int height = grey.Length / width;
        for (int count = 4 + random.Next(12); count > 0; count--)
        {
            float x = random.Uniform(0, width), y = random.Uniform(0, height), amount = random.Uniform(-120, 120);
            float across = random.Uniform(.03f, .2f) * width, down = random.Uniform(.03f, .2f) * width;
            for (int i = 0; i < grey.Length; i++)
            {
                float dx = (i % width - x) / across, dy = (i / width - y) / down;
                grey[i] += amount * MathF.Exp(-.5f * (dx * dx + dy * dy));
            }
        }
    }

    /// <summary>Half-planes of other greys on top of each other, as walls and tables are.</summary>
    private static void Edges(float[] grey, int width, int height, ref RandomStream random)
    {
        Array.Fill(grey, random.Uniform(60, 200));
        for (int count = 3 + random.Next(6); count > 0; count--)
        {
            (float sin, float cos) = MathF.SinCos(random.Uniform(0, 2 * MathF.PI));
            float place = cos * random.Uniform(0, width) + sin * random.Uniform(0, height), other = random.Uniform(20, 235);
            for (int i = 0; i < grey.Length; i++)
            {
                grey[i] += (other - grey[i]) * Math.Clamp(cos * (i % width) + sin * (i / width) - place, 0, 1);
            }
        }
    }

    /// <summary>Two waves across each other, as in cloth.</summary>
    private static void Weave(float[] grey, int width, ref RandomStream random)
    {
        (float sin, float cos) = MathF.SinCos(random.Uniform(0, MathF.PI));
        float first = random.Uniform(.1f, .9f), second = random.Uniform(.1f, .9f), middle = random.Uniform(90, 160), amount = random.Uniform(15, 60);
        for (int i = 0; i < grey.Length; i++)
        {
            int x = i % width, y = i / width;
            grey[i] = middle + amount * MathF.Sin(first * (cos * x + sin * y)) * MathF.Sin(second * (cos * y - sin * x));
        }
    }
}
