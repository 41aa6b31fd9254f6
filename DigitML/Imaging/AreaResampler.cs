namespace DigitML.Imaging;

/// <summary>Scales a part of a picture: every new pixel is the mean of the area it covers; enlarged, it is interpolated linearly.</summary>
internal static class AreaResampler
{
    /// <summary>Scales a box of a picture to a size.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="box">The part to scale; within the picture.</param>
    /// <param name="width">The new width.</param>
    /// <param name="height">The new height.</param>
    /// <returns>Row after row, on the scale of the picture.</returns>
    public static float[] Resize(GrayImage image, (int X, int Y, int Width, int Height) box, int width, int height)
    {
        Weights[] columns = AxisWeights(box.Width, width);
        Weights[] rows = AxisWeights(box.Height, height);
        float[] result = new float[width * height];
        float[] line = new float[width];
        for (int y = 0; y < height; y++)
        {
            Span<float> target = result.AsSpan(y * width, width);
            for (int i = 0; i < rows[y].Values.Length; i++)
            {
                ReadOnlySpan<byte> row = image.Pixels.Slice((box.Y + rows[y].First + i) * image.Width + box.X, box.Width);
                ResizeRow(row, columns, line);
                for (int x = 0; x < width; x++)
                {
                    target[x] += rows[y].Values[i] * line[x];
                }
            }
        }
        return result;
    }

    private static void ResizeRow(ReadOnlySpan<byte> row, Weights[] columns, float[] line)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            float sum = 0;
            ReadOnlySpan<float> weights = columns[x].Values;
            ReadOnlySpan<byte> values = row.Slice(columns[x].First, weights.Length);
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * values[i];
            }
            line[x] = sum;
        }
    }

    private static Weights[] AxisWeights(int from, int to)
    {
        double scale = (double)from / to;
        var weights = new Weights[to];
        for (int i = 0; i < to; i++)
        {
            weights[i] = scale >= 1 ? Cover(i * scale, (i + 1) * scale, from) : Interpolate((i + 0.5) * scale - 0.5, from);
        }
        return weights;
    }

    /// <summary>The part of the stretch from start to end that each old pixel has.</summary>
    private static Weights Cover(double start, double end, int length)
    {
        int first = (int)start;
        int last = Math.Min((int)Math.Ceiling(end), length);
        float[] values = new float[last - first];
        for (int i = 0; i < values.Length; i++)
        {
            double overlap = Math.Min(end, first + i + 1) - Math.Max(start, first + i);
            values[i] = (float)(Math.Max(0, overlap) / (end - start));
        }
        return new Weights(first, values);
    }

    /// <summary>The two old pixels beside a place; beyond the edge, the outermost one.</summary>
    private static Weights Interpolate(double place, int length)
    {
        place = Math.Clamp(place, 0, length - 1);
        int first = Math.Min((int)place, Math.Max(0, length - 2));
        float second = (float)(place - first);
        return new Weights(first, length == 1 ? [1] : [1 - second, second]);
    }

    /// <summary>What makes up one new pixel of an axis: weights, of sum 1, of the old ones from <paramref name="First"/> on.</summary>
    private readonly record struct Weights(int First, float[] Values);
}
