using System.Globalization;
using DigitML.Engine.Layers;
using DigitML.Engine.Networks;
using DigitML.Imaging;
using DigitML.Plotting.Panels;

namespace DigitML.Plotting;

/// <summary>Makes the figure of what the first convolution answers to an image.</summary>
internal static class ActivationFigure
{
    private const int FewChannels = 64, Strongest = 3, LargeImage = 100, SmallImage = 56;

    /// <summary>See <see cref="Figure.Activations"/>.</summary>
    public static Figure Create(DigitClassifier classifier, GrayImage image)
    {
        int layers = LayersToShow(classifier.Network)
            ?? throw new DigitMLException("The network has no convolution layer to show activations of.");
        TensorShape input = classifier.Network.InputShape;
        GrayImage seen = DigitNormalizer.Normalize(image, input.Height, input.Width);
        (float[] values, TensorShape shape) = Compute(classifier.Ensemble.Members[0], layers, seen);
        Layer last = classifier.Network.Layers[layers - 1];
        string size = string.Create(CultureInfo.InvariantCulture, $"{shape.Channels} channels of {shape.Height} x {shape.Width}");
        GrayImage sheet = Draw(values, shape, signed: last is not Relu);
        return new Figure(
            $"What the first convolution answers{(last is Relu or LeakyRelu ? ", after its ReLU" : "")}: {size}",
            Panel("The image", "At the left is the image.", seen, LargeImage / Math.Max(seen.Height, seen.Width), "The image, normalised"),
            Panel("Channels", Describe(values, shape.Channels), sheet, SmallImage / Math.Max(shape.Height, shape.Width), size));
    }

    /// <summary>How many layers lead to the first convolution and the ReLU after it; null without a convolution.</summary>
    private static int? LayersToShow(Network network)
    {
        Layer[] layers = [.. network.Layers];
        int convolution = Array.FindIndex(layers, layer => layer is Conv2D);
        if (convolution < 0) { return null; }
        int next = Array.FindIndex(layers, convolution + 1, layer => layer is not BatchNorm);
        return next >= 0 && layers[next] is Relu or LeakyRelu ? next + 1 : convolution + 1;
    }

    /// <summary>Runs the first layers as a network of their own.</summary>
    /// <returns>The numbers, [H, W, C], and their shape.</returns>
    private static (float[] Values, TensorShape Shape) Compute(TrainedNetwork trained, int layers, GrayImage image)
    {
        var part = new Network([.. trained.Architecture.Layers.Take(layers), new Flatten()], trained.Architecture.InputShape);
        ParameterSet parameters = part.CreateParameters();
        foreach ((Parameter own, Parameter source) in parameters.Parameters.Zip(trained.Parameters.Parameters))
        {
            trained.Parameters[source].CopyTo(parameters[own]);
        }

        float[] values = new float[part.ClassCount];
        new InferenceSession(part, parameters, trained.Normalization, capacity: 1).Run(image.Pixels, values);
        return (values, trained.Architecture.Places[layers - 1].Output);
    }

    private static ImagePanel Panel(string title, string description, GrayImage picture, int scale, string words) => new()
    {
        Title = title, Description = description, Columns = 1, Scale = Math.Max(1, scale), Tiles = [new ImageTile(picture, [], words)],
    };

    /// <summary>One picture for each channel, all on one scale.</summary>
    private static GrayImage Draw(float[] values, TensorShape shape, bool signed)
    {
        float largest = values.Max(MathF.Abs);
        GrayImage Channel(int channel) => new(shape.Width, shape.Height,
            [.. Enumerable.Range(0, shape.Height * shape.Width).Select(i => Shade(values[i * shape.Channels + channel], largest, signed))]);
        return ImageSheet.Compose(
            [.. Enumerable.Range(0, shape.Channels).Select(Channel)], shape.Channels <= FewChannels ? 8 : 16, scale: 1, gap: 1);
    }

    private static string Describe(float[] values, int channels)
    {
        // The largest number of each channel; the strongest first.
        (int Channel, float Size)[] peaks =
        [
            .. Enumerable.Range(0, channels)
                .Select(channel => (Channel: channel, Size: values.Where((_, i) => i % channels == channel).Max(MathF.Abs)))
                .OrderByDescending(peak => peak.Size),
        ];
        string strongest = string.Join(", ", peaks.Take(Strongest).Select(peak => peak.Channel + 1));
        int silent = peaks.Count(peak => peak.Size == 0);
        return string.Create(CultureInfo.InvariantCulture,
            $"The largest number is {peaks[0].Size:F3}; strongest, counted from 1 row by row, are {strongest}; {silent} of {channels} are 0.");
    }

    private static byte Shade(float value, float largest, bool signed)
    {
        float part = largest > 0 ? value / largest : 0;
        return (byte)MathF.Round(signed ? 127.5f * (1 + part) : 255 * part);
    }
}
