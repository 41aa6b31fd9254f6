namespace DigitML.Engine.Networks;

/// <summary>Takes a network as a template for images of another size and for other classes.</summary>
internal static class NetworkAdapter
{
    /// <summary>Rows and columns up to which images are taken as they are: five times the work of MNIST's 28.</summary>
    public const int MostPixels = 64;

    /// <summary>Fits a network; what it does and wants: <see cref="Network.AdaptTo"/>.</summary>
    public static Network Fit(Network network, int height, int width, int classes)
    {
        network = network.WithClasses(classes);
        if ((height, width) == (network.InputShape.Height, network.InputShape.Width)) { return network; }
        TensorShape input = network.InputShape with { Height = height, Width = width };
        IReadOnlyList<Layer> layers = [.. Reduction(network.InputShape, input), .. network.Layers];
        try
        {
            return new Network(layers, input);
        }
        catch (DigitMLException) when (layers.Any(layer => layer is Conv2D { Padding: Padding.Valid }))
        {
            return Padded(layers, input);
        }
    }

    /// <summary>Changes the number of outputs; what it does and wants: <see cref="Network.WithClasses"/>.</summary>
    public static Network WithClasses(Network network, int classes)
    {
        Setting.Require(classes >= 1, "The number of classes", classes, "at least 1");
        Layer[] layers = [.. network.Layers];
        int last = Array.FindLastIndex(layers, layer => layer is Dense);
        // A convolution or a pooling after it would decide the outputs.
        if (last < 0 || ((Dense)layers[last]).Units != network.ClassCount || !network.Places.Skip(last + 1).All(place => place.Input == place.Output))
        {
            throw new DigitMLException(
                $"The network's {network.ClassCount} outputs are not those of a dense layer, so that it can't be given {classes} classes: " +
                "end it with a Dense.");
        }

        layers[last] = ((Dense)layers[last]) with { Units = classes };
        return new Network(layers, network.InputShape);
    }

    private static IEnumerable<Layer> Reduction(TensorShape own, TensorShape input)
    {
        int most = Math.Max(MostPixels, Math.Max(own.Height, own.Width)), longer = Math.Max(input.Height, input.Width);
        int window = Math.Min((longer + most - 1) / most, Math.Min(input.Height, input.Width));
        return window > 1 ? [new AveragePool2D(window)] : [];
    }

    private static Network Padded(IEnumerable<Layer> layers, TensorShape input)
    {
        try
        {
            return new Network([.. layers.Select(layer => layer is Conv2D convolution ? convolution with { Padding = Padding.Same } : layer)], input);
        }
        catch (DigitMLException exception)
        {
            throw new DigitMLException(
                $"Images of {input.Height}x{input.Width} pixels don't fit the network, even with its convolutions padded ({exception.Message}): " +
                "choose a network with less pooling, or scale the images.", exception);
        }
    }
}
