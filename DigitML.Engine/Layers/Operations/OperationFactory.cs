
namespace DigitML.Engine.Layers.Operations;

/// <summary>
/// Turns the layers of a network into operations. What follows a convolution, dense layer or batch normalisation at once becomes part of its
/// operation: ReLU, and for a convolution max-pooling and, when nothing is learnt, batch normalisation.
/// </summary>
internal static class OperationFactory
{
    /// <summary>Makes the operations of a network or of a part of it, from input to output.</summary>
    /// <param name="context">The network's execution.</param>
    /// <param name="places">The layers.</param>
    /// <param name="input">What goes into the first of them.</param>
    /// <param name="firstParameter">Number of their first parameter among the network's.</param>
    public static List<Operation> Create(
        OperationContext context, IReadOnlyList<LayerPlace> places, Activation input, int firstParameter = 0)
    {
        var operations = new List<Operation>();
        IReadOnlyList<Parameter>[] parameters = Deal(context.Parameters.Parameters, places, firstParameter);
        for (int place = 0; place < places.Count;)
        {
            int next = place + 1;
            Layer layer = places[place].Layer;
            FusedActivation tail = layer is Conv2D or Dense or BatchNorm ? Tail(context, places, parameters, ref next) : new FusedActivation();
            operations.Add(layer.CreateOperation(context, input, parameters[place], tail));
            input = operations[^1].Output;
            place = next;
        }

        return operations;
    }

    private static FusedActivation Tail(
        OperationContext context, IReadOnlyList<LayerPlace> places, IReadOnlyList<Parameter>[] parameters, ref int next)
    {
        bool training = context.Gradients is not null, convolution = places[next - 1].Layer is Conv2D;
        FoldedBatchNorm? batchNorm = null;
        if (convolution && !training && At(places, next) is BatchNorm layer)
        {
            batchNorm = new FoldedBatchNorm(layer.Epsilon, parameters[next++]);
        }

        float slope = At(places, next) switch { Relu => 0, LeakyRelu leaky => leaky.Slope, _ => 1 };
        if (slope != 1) { next++; }
        // The gradient finds its way back through the pooling by one byte only after a ReLU.
        bool pool = convolution && (slope == 0 || !training) && At(places, next) is MaxPool2D { Size: 2, Stride: 2 };
        if (pool) { next++; }
        return new FusedActivation(slope, pool, batchNorm);
    }

    private static Layer? At(IReadOnlyList<LayerPlace> places, int index) => index < places.Count ? places[index].Layer : null;

    private static IReadOnlyList<Parameter>[] Deal(IReadOnlyList<Parameter> all, IReadOnlyList<LayerPlace> places, int first)
    {
        var parts = new IReadOnlyList<Parameter>[places.Count];
        for (int place = 0; place < places.Count; place++)
        {
            parts[place] = [.. all.Skip(first).Take(places[place].Specs.Count)];
            first += places[place].Specs.Count;
        }

        return parts;
    }
}
