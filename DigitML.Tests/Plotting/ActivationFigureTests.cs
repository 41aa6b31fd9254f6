using System.Text.Json.Nodes;
using System.Xml.Linq;
using DigitML.Engine.Layers;
using DigitML.Imaging;
using DigitML.Tests.Classification;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Plotting;

/// <summary>The pictures of the first convolution's answers against the layers' plain references in double precision.</summary>
[TestClass]
public sealed class ActivationFigureTests
{
    private const int Side = 12;
    private static readonly TensorShape Input = new(Side, Side, 1);

    // In MNIST's form already, so that it stays as it is.
    private static readonly GrayImage Digit = DigitNormalizer.Normalize(
        new GrayImage(5, 8, [.. Enumerable.Range(0, 40).Select(i => (byte)(i % 5 is 1 or 2 || i > 30 ? 255 - i : 0))]), Side, Side);

    /// <summary>The layers before the head, how many of them are to be seen, and the words of the title.</summary>
    private static IEnumerable<object[]> Networks() =>
    [
        [new Layer[] { new Conv2D(5, 3), new Relu(), new MaxPool2D(2) }, 2, "after its ReLU: 5 channels of 10 x 10"],
        [new Layer[] { new Conv2D(9, 3) { UseBias = false }, new BatchNorm(), new Relu() }, 3, "after its ReLU: 9 channels of 10 x 10"],
        [new Layer[] { new Conv2D(3, 5) { Padding = Padding.Same, Stride = 2 }, new LeakyRelu(.2f) }, 2, "after its ReLU: 3 channels of 6 x 6"],
        [new Layer[] { new Conv2D(4, 3), new MaxPool2D(2), new Relu() }, 1, "answers: 4 channels of 10 x 10"],
        [new Layer[] { new AveragePool2D(2), new Conv2D(2, 3), new BatchNorm() }, 2, "answers: 2 channels of 4 x 4"],
    ];

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void Activations_AnyNetwork_AreThoseOfTheReference(Layer[] layers, int shown, string title)
    {
        DigitClassifier classifier = DigitClassifierFactory.Make(new Network([.. layers, new Flatten(), new Dense(10)], Input));
        (double[] values, TensorShape shape) = Compute(classifier, shown);
        double largest = values.Max(Math.Abs);
        bool signed = layers[shown - 1] is not Relu;

        Figure figure = Figure.Activations(classifier, Digit);

        Assert.EndsWith(title, figure.Title);
        GrayImage[] pictures = Pictures(figure);
        Assert.AreSequenceEqual(Digit.Pixels.ToArray(), pictures[0].Pixels.ToArray());
        GrayImage sheet = pictures[1];
        Assert.AreEqual(Math.Min(8, shape.Channels) * (shape.Width + 1) + 1, sheet.Width);
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i % shape.Channels, x = i / shape.Channels % shape.Width, y = i / shape.Channels / shape.Width;
            double part = values[i] / largest, shade = signed ? 127.5 * (1 + part) : 255 * part;
            byte drawn = sheet[1 + channel % 8 * (shape.Width + 1) + x, 1 + channel / 8 * (shape.Height + 1) + y];
            Assert.AreEqual(shade, drawn, 1, $"channel {channel}, column {x}, row {y}");
        }
    }

    [TestMethod]
    public void Activations_Faces_ShowTheSamePictures()
    {
        Figure figure = Figure.Activations(DigitClassifierFactory.Make(DigitClassifierFactory.EveryLayer), Digit);

        JsonNode layout = JsonNode.Parse(figure.ToPlotlyJson())!["layout"]!;
        GrayImage[] plotted = [.. layout["images"]!.AsArray().Select(image => Picture(image!["source"]!.GetValue<string>()))];
        foreach ((GrayImage drawn, GrayImage enlarged) in Pictures(figure).Zip(plotted))
        {
            GrayImage expected = ImageSheet.Compose([drawn], columns: 1, scale: enlarged.Width / drawn.Width, gap: 0);
            Assert.AreEqual(expected.Width, enlarged.Width);
            Assert.AreSequenceEqual(expected.Pixels.ToArray(), enlarged.Pixels.ToArray());
        }

        Assert.HasCount(2, plotted);
    }

    [TestMethod]
    public void Activations_Description_NamesTheStrongestAndCountsTheSilent()
    {
        var network = new Network([new Conv2D(3, 1), new Relu(), new Flatten(), new Dense(10)], Input);
        ParameterSet parameters = network.CreateParameters();
        // One weight and one number added for each channel: x, nothing, and x - 1/2.
        new float[] { 1, 0, 1 }.CopyTo(parameters[parameters.Parameters[0]]);
        new float[] { 0, 0, -.5f }.CopyTo(parameters[parameters.Parameters[1]]);
        var classifier = new DigitClassifier(
            network, parameters, PixelNormalization.UnitRange, [.. "0123456789".Select(c => $"{c}")], new Dictionary<string, string>());
        double white = Digit.Pixels.ToArray().Max() / 255.0;

        string description = Figure.Activations(classifier, Digit).Description;

        string wanted = FormattableString.Invariant(
            $"The largest number is {white:F3}; strongest, counted from 1 row by row, are 1, 3, 2; 1 of 3");
        Assert.Contains(wanted, description);
    }

    [TestMethod]
    public void Activations_WithoutAConvolution_SaysSo()
    {
        DigitClassifier dense = DigitClassifierFactory.Make(new Network([new Flatten(), new Dense(10)], Input));

        Assert.Contains("no convolution", Assert.ThrowsExactly<DigitMLException>(() => Figure.Activations(dense, Digit)).Message);
    }

    private static (double[] Values, TensorShape Shape) Compute(DigitClassifier classifier, int layers)
    {
        double[] values = [.. classifier.Normalization.Apply(Digit.Pixels).Select(value => (double)value)];
        int parameter = 0;
        foreach (LayerPlace place in classifier.Network.Places.Take(layers))
        {
            double[][] numbers =
            [
                .. place.Specs.Select(_ => classifier.Parameters[classifier.Parameters.Parameters[parameter++]].ToArray())
                    .Select(array => array.Select(value => (double)value).ToArray()),
            ];
            values = LayerReference.Forward(place.Layer, place.Input, values, numbers, training: false);
        }

        return (values, classifier.Network.Places[layers - 1].Output);
    }

    private static GrayImage[] Pictures(Figure figure) =>
        [.. XElement.Parse(figure.ToSvg()).Descendants().Attributes("href").Select(address => Picture(address.Value))];

    private static GrayImage Picture(string address) =>
        GrayImage.Load(new MemoryStream(Convert.FromBase64String(address["data:image/png;base64,".Length..])));
}
