using DigitML.Engine.Layers;
using DigitML.Engine.Networks;

namespace DigitML;

/// <summary>
/// The architecture of a network: layers in order, and the size of its input. Plain data, checked when it is made; the weights
/// belong to a trainer or a classifier.
/// </summary>
/// <example><code>
/// var network = new Network([new Conv2D(32, 5), new Relu(), new MaxPool2D(2), new Dropout(.25f), new Flatten(), new Dense(10)]);
/// </code></example>
public sealed class Network
{
    private const int MaximumLength = 1 << 24;
    private const int MaximumNumbers = 1 << 28;

    /// <summary>Puts layers together.</summary>
    /// <param name="layers">The layers from input to output; at least one. The last one's output must be flat: one number a class.</param>
    /// <param name="input">The size of an image; 28x28 with one channel unless given.</param>
    /// <exception cref="DigitMLException">A layer can't take what the one before it puts out, or a setting is out of range.</exception>
    public Network(IReadOnlyList<Layer> layers, TensorShape? input = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers) { ArgumentNullException.ThrowIfNull(layer, nameof(layers)); }
        Layers = [.. layers];
        InputShape = input ?? new TensorShape(28, 28, 1);
        if (Layers.Count == 0) { throw new DigitMLException("The network has no layers; it needs at least one."); }
        if (InputShape.Height is < 1 or > 4096 || InputShape.Width is < 1 or > 4096 || InputShape.Channels is < 1 or > 4096)
        {
            throw new DigitMLException($"The network's input is ({InputShape}); every size must be from 1 to 4096.");
        }

        if ((long)InputShape.Height * InputShape.Width * InputShape.Channels > MaximumLength)
        {
            throw new DigitMLException($"The network's input is ({InputShape}); at most {MaximumLength:N0} numbers an image are possible.");
        }

        Places = Place(Layers, InputShape);
        RequireFewNumbers(Places);
        if (!Places[^1].Output.IsFlat)
        {
            throw new DigitMLException(
                $"The network's output is ({Places[^1].Output}); it must be flat, one number a class: end with a Flatten and a Dense.");
        }
    }

    /// <summary>The layers, from input to output.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The size of an image.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The number of outputs: classes.</summary>
    public int ClassCount => Places[^1].Output.Channels;

    /// <summary>Numbers that are learnt.</summary>
    public int ParameterCount => Places.Sum(place => place.Count(learnt: true));

    /// <summary>Numbers that are gathered, not learnt: running means and variances of batch normalisation.</summary>
    public int NonTrainableParameterCount => Places.Sum(place => place.Count(learnt: false));

    /// <summary>Multiplications with addition in convolutions and dense layers, for one image, forward.</summary>
    public long MultiplyAdds => Places.Sum(place => place.Layer.MultiplyAdds(place.Input));

    /// <summary>The layers with their names and sizes.</summary>
    internal IReadOnlyList<LayerPlace> Places { get; }

    /// <summary>A table of the layers, their output sizes and parameter counts, as Keras prints it.</summary>
    /// <param name="name">The title; "network" unless given.</param>
    public string Summary(string name = "network") => NetworkSummary.Format(this, name);

    /// <summary>The same layers for images of another size. A network that this makes too small or too large is not adapted: see
    /// <see cref="AdaptTo"/>.</summary>
    /// <param name="height">Rows of an image, 1 to 4096.</param>
    /// <param name="width">Columns of an image, 1 to 4096.</param>
    /// <exception cref="DigitMLException">A layer can't take what the one before it then puts out.</exception>
    public Network WithInput(int height, int width) =>
        (height, width) == (InputShape.Height, InputShape.Width) ? this : new(Layers, InputShape with { Height = height, Width = width });

    /// <summary>The same network with another number of classes: other <see cref="Dense.Units"/> in its last dense layer.</summary>
    /// <param name="classes">How many outputs, at least 1.</param>
    /// <exception cref="DigitMLException">The number is out of range, or the network's outputs are not those of a dense layer.</exception>
    public Network WithClasses(int classes) => classes == ClassCount ? this : NetworkAdapter.WithClasses(this, classes);

    /// <summary>
    /// The network as a template for other images: it gets their size and number of classes. Where the images are too small for its
    /// layers, every convolution gets <see cref="Padding.Same"/>; images of more than 64 pixels a side (or more than the network's own) are
    /// first averaged over the smallest windows that bring them to that.
    /// </summary>
    /// <remarks>What fits already is returned as it is. Nothing is learnt by this: it is about architecture alone.</remarks>
    /// <param name="height">Rows of an image, 1 to 4096.</param>
    /// <param name="width">Columns of an image, 1 to 4096.</param>
    /// <param name="classes">How many classes there are, at least 1.</param>
    /// <exception cref="DigitMLException">
    /// The images are too small even so, or the network's outputs are not those of a dense layer.
    /// </exception>
    public Network AdaptTo(int height, int width, int classes) => NetworkAdapter.Fit(this, height, width, classes);

    /// <summary>Memory for the network's numbers, all zero.</summary>
    internal ParameterSet CreateParameters() =>
        new(Places.SelectMany(place => place.Specs.Select(spec => (place.Name, spec))));

    private static LayerPlace[] Place(IReadOnlyList<Layer> layers, TensorShape input)
    {
        var places = new LayerPlace[layers.Count];
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < layers.Count; i++)
        {
            string kind = layers[i].Kind;
            int number = counts[kind] = counts.GetValueOrDefault(kind, -1) + 1;
            places[i] = new LayerPlace(number == 0 ? kind : $"{kind}_{number}", layers[i], input, layers[i].OutputShape(input));
            input = places[i].Output;
            if ((long)input.Height * input.Width * input.Channels > MaximumLength)
            {
                throw new DigitMLException(
                    $"The output of layer {places[i].Name} is ({input}); at most {MaximumLength:N0} numbers an image are possible.");
            }
        }

        return places;
    }

    private static void RequireFewNumbers(IReadOnlyList<LayerPlace> places)
    {
        // A double cannot overflow here as an integer can.
        double numbers = 0;
        foreach (LayerPlace place in places)
        {
            numbers += place.Specs.Sum(spec => spec.Shape.Aggregate(1.0, (product, size) => product * size));
            if (numbers > MaximumNumbers)
            {
                throw new DigitMLException(
                    $"The network has {numbers:N0} weights up to layer {place.Name}; at most {MaximumNumbers:N0} are possible.");
            }
        }
    }
}
