namespace DigitML.Tests.Engine.Layers;

/// <summary>A layer with an input, parameters and an upstream gradient that a key names: the same numbers in float and in double.</summary>
internal sealed record LayerCase(Layer Layer, TensorShape Shape, int Samples, ulong Key = 1)
{
    /// <summary>x, in [-1, 1).</summary>
    public float[] Values { get; init; } = Fill(Samples * Shape.Length, Key, 1);

    /// <summary>The layer's parameters, statistics included, in [-0.5, 0.5).</summary>
    public float[][] Parameters { get; init; } =
        [.. Layer.Parameters(Shape).Select((spec, index) => Fill(spec.Length, Key + 1 + (ulong)index, 0.5))];

    /// <summary>dy, in [-1, 1).</summary>
    public float[] Upstream { get; init; } = Fill(Samples * Layer.OutputShape(Shape).Length, Key + 9, 1);

    /// <summary>What the engine computes.</summary>
    public LayerFigures<float> Run(int threads = 1, int? capacity = null, bool guarded = false) =>
        new LayerHarness(Layer, Shape, Samples, threads, capacity, training: true, guarded).Run(Values, Parameters, Upstream);

    /// <summary>What the references compute in double precision.</summary>
    public LayerFigures<double> RunReference() =>
        LayerReference.Run(Layer, Shape, Widen(Values), [.. Parameters.Select(Widen)], Widen(Upstream));

    /// <summary>Fails unless the engine's figures are the references', each within a share of its greatest value.</summary>
    public void AssertClose(LayerFigures<float> actual, double relative) =>
        LayerFigures.AssertClose(RunReference(), actual, relative, ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Layer} on {Samples} of ({Shape.Height}, {Shape.Width}, {Shape.Channels})";

    /// <summary>The same numbers in double precision.</summary>
    public static double[] Widen(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static float[] Fill(int count, ulong key, double scale)
    {
        float[] values = new float[count];
        FormulaValues.Fill(values, key, scale);
        return values;
    }
}
