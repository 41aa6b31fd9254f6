using DigitML.Engine.Layers;
using DigitML.Tests.Engine.Layers;

namespace DigitML.Tests.Engine.Networks;

/// <summary>
/// A network with images, weights and a gradient of its logits. Rounding must not decide a comparison: the images are those at which no
/// rectifier's input is nearly zero and no two numbers of a max-pooling window are nearly equal, as far as a gradient depends on it.
/// </summary>
internal sealed class NetworkCase
{
    // Winograd's errors are up to 5e-6 of a layer's largest output.
    private const double SmallestMargin = 1e-5;
    private const int MostKeys = 200;
    private readonly Network _network;
    private readonly string _name;
    private readonly float[] _images, _upstream;
    private readonly float[][] _parameters;

    /// <summary>Finds the images.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">How many images.</param>
    /// <param name="name">What to call the case when it fails.</param>
    public NetworkCase(Network network, int samples, string name)
    {
        (_network, _name, _parameters) = (network, name, NetworkHarness.SomeParameters(network));
        (_images, _upstream) = (new float[samples * network.InputShape.Length], new float[samples * network.ClassCount]);
        FormulaValues.Fill(_upstream, 1, 1);
        for (ulong key = 2; key < MostKeys; key++)
        {
            FormulaValues.Fill(_images, key, 1);
            if (Margin() >= SmallestMargin) { return; }
        }

        throw new InvalidOperationException($"{name}: no images are far enough from every kink; take fewer or smaller ones.");
    }

    private int Samples => _images.Length / _network.InputShape.Length;

    /// <summary>Fails unless training, with and without the kernels that save multiply-adds, gives the references' logits and gradients.</summary>
    public void AssertTraining(double relative)
    {
        LayerFigures<double> expected = NetworkHarness.RunReference(_network, _images, _parameters, _upstream);
        foreach (bool dense in new[] { true, false })
        {
            LayerFigures.AssertClose(expected, Train(dense, spare: dense ? 0 : 2), relative, $"{_name}, dense {dense}");
        }
    }

    /// <summary>Fails unless use, with and without the kernels that save multiply-adds, gives the references' logits.</summary>
    public void AssertUse(double relative)
    {
        LayerFigures<double> expected = NetworkHarness.RunReference(_network, _images, _parameters, upstream: null);
        foreach (bool dense in new[] { true, false })
        {
            var harness = new NetworkHarness(_network, Samples, training: false, dense: dense);
            LayerFigures.AssertClose(expected, harness.Run(_images, _parameters), relative, $"{_name} in use, dense {dense}");
        }
    }

    /// <summary>
    /// Fails unless training on the images several times over, each time with another gradient of the logits, gives the references' logits, the
    /// sums of the gradients being those for the sum.
    /// </summary>
    public void AssertRepeatedTraining(int times, double relative)
    {
        float[] images = [.. Enumerable.Repeat(_images, times).SelectMany(values => values)], upstream = new float[_upstream.Length * times];
        FormulaValues.Fill(upstream, 3, 1);
        LayerFigures<double> expected = NetworkHarness.RunReference(_network, _images, _parameters, Sum(upstream, times));
        foreach (bool dense in new[] { true, false })
        {
            var harness = new NetworkHarness(_network, Samples * times, threads: 2, dense: dense);
            LayerFigures<float> figures = harness.Run(images, _parameters, _ => upstream);
            LayerFigures<float> sums = figures with { InputGradient = Sum(figures.InputGradient, times) };
            foreach (float[] logits in figures.Output.Chunk(_upstream.Length))
            {
                LayerFigures.AssertClose(expected, sums with { Output = logits }, relative, $"{_name} {times} times, dense {dense}");
            }
        }
    }

    /// <summary>What the engine computes in training.</summary>
    /// <param name="dense">Whether to leave out the kernels that save multiply-adds.</param>
    /// <param name="threads">Threads of the team.</param>
    /// <param name="spare">How many samples more a full batch has.</param>
    /// <param name="used">Whether a full batch of other images went before.</param>
    public LayerFigures<float> Train(bool dense, int threads = 1, int spare = 0, bool used = false)
    {
        var harness = new NetworkHarness(_network, Samples + spare, threads, dense: dense);
        if (used)
        {
            float[] others = new float[(Samples + spare) * _network.InputShape.Length];
            FormulaValues.Fill(others, 1, 3);
            harness.Run(others, _parameters, logits => logits);
        }

        return harness.Run(_images, _parameters, _ => _upstream);
    }

    private static float[] Sum(float[] parts, int count)
    {
        float[][] chunks = [.. parts.Chunk(parts.Length / count)];
        return [.. Enumerable.Range(0, chunks[0].Length).Select(index => (float)chunks.Sum(chunk => (double)chunk[index]))];
    }

    // How near an input of a rectifier comes to zero, and a window's second largest number to its largest, in shares of the layer's largest;
    // as if nothing was dropped.
    private double Margin()
    {
        double[] x = LayerCase.Widen(_images);
        double margin = double.PositiveInfinity;
        int used = 0;
        foreach (LayerPlace place in _network.Places)
        {
            double[][] own = [.. _parameters.Skip(used).Take(place.Specs.Count).Select(LayerCase.Widen)];
            double[] y = LayerReference.Forward(place.Layer is Dropout ? new Dropout(0) : place.Layer, place.Input, x, own);
            used += place.Specs.Count;
            if (place.Layer is Relu or LeakyRelu) { margin = Math.Min(margin, x.Min(Math.Abs) / x.Max(Math.Abs)); }
            if (place.Layer is MaxPool2D pool) { margin = Math.Min(margin, Lead(pool, place, x, y) / x.Max(Math.Abs)); }
            x = y;
        }

        return margin;
    }

    // Below a ReLU, windows of zeros have no winner and need none.
    private static double Lead(MaxPool2D pool, LayerPlace place, double[] x, double[] largest)
    {
        (int height, int width, int channels) = place.Output;
        double lead = double.PositiveInfinity;
        for (int i = 0; i < largest.Length; i++)
        {
            int row = i / (channels * width) % height * pool.Stride, column = i / channels % width * pool.Stride;
            int first = ((i / place.Output.Length * place.Input.Height + row) * place.Input.Width + column) * channels + i % channels;
            if (largest[i] == 0) { continue; }
            int equal = 0;
            for (int tap = 0; tap < pool.Size * pool.Size; tap++)
            {
                double behind = largest[i] - x[first + (tap / pool.Size * place.Input.Width + tap % pool.Size) * channels];
                if (behind > 0 || ++equal > 1) { lead = Math.Min(lead, behind); }
            }
        }

        return lead;
    }
}
