using System.Text.Json;

namespace DigitML.Tests.Engine;

/// <summary>
/// Figures computed once by PyTorch in float64, read from a JSON file, and the checks of float32 results against them.
/// </summary>
/// <remarks>
/// <para>
/// All tensors are in DigitML's layouts: activations [N, H, W, C], convolution weights [ky, kx, C, K], dense weights [in, out]; Flatten
/// keeps (h, w, c). Inputs, weights and upstream gradients are stored as the key of <see cref="FormulaValues"/>, results as numbers;
/// <see cref="Floats"/> reads both. Gradients of layers are sums over the batch for the given <c>upstream</c>; the losses are means.
/// </para>
/// <para>
/// <c>layers</c>: a case a layer with input, weight, bias, upstream, output, inputGradient, weightGradient, biasGradient.
/// <c>networks</c>: keras and mieczmik with input, labels, parameters, logits, loss, lossSmoothed, gradients, inputGradient.
/// <c>optimizers</c>: parameters, and runs with after1, after2, after12. <c>schedules</c>: rates, one a step.
/// What each means exactly, with PyTorch's formulas, is said in the script of the same name in <c>Fixtures/</c>.
/// </para>
/// <example><code>
/// TorchFixture layer = TorchFixture.Load("layers")["conv5x5Same"];
/// float[] input = layer.Floats("input"), weight = layer.Floats("weight"), bias = layer.Floats("bias");
/// layer.AssertClose("output", output);
/// TorchFixture network = TorchFixture.Load("networks")["keras"];
/// foreach (string name in network["parameters"].Names)
///     network["gradients"].AssertGradient(name, gradientOf[name]);
/// </code></example>
/// </remarks>
internal sealed class TorchFixture
{
    private static readonly string[] Folders = ["Engine/Layers", "Engine/Training"];
    private readonly JsonElement _element;
    private readonly string _path;

    private TorchFixture(JsonElement element, string path)
    {
        _element = element;
        _path = path;
    }

    /// <summary>The names in this object, in the file's order (parameters: the order of the layers, weight before bias).</summary>
    public IReadOnlyList<string> Names => [.. _element.EnumerateObject().Select(property => property.Name)];

    /// <summary>The object of this name: a case of a file, or a group in a case such as <c>gradients</c>.</summary>
    public TorchFixture this[string name] => new(Element(name), $"{_path}/{name}");

    /// <summary>Reads a fixture by name, such as <c>layers</c>, from the Fixtures folders beside the tests.</summary>
    public static TorchFixture Load(string name)
    {
        string[] paths = [.. Folders.Select(folder => Path.Combine(AppContext.BaseDirectory, folder, "Fixtures", name + ".json"))];
        string path = paths.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"There is no fixture '{name}'; looked for {string.Join(" and ", paths)}.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new TorchFixture(document.RootElement.Clone(), name);
    }

    /// <summary>Whether the name is there; a layer without bias has neither <c>bias</c> nor <c>biasGradient</c>.</summary>
    public bool Has(string name) => _element.TryGetProperty(name, out _);

    /// <summary>A number, such as a loss or an option.</summary>
    public double Number(string name) => Element(name).GetDouble();

    /// <summary>A whole number, such as a stride or a key.</summary>
    public int Integer(string name) => Element(name).GetInt32();

    /// <summary>Yes or no.</summary>
    public bool Flag(string name) => Element(name).GetBoolean();

    /// <summary>A text, such as a kind of padding.</summary>
    public string Text(string name) => Element(name).GetString()!;

    /// <summary>A list of whole numbers, such as labels.</summary>
    public int[] Integers(string name) => [.. Element(name).EnumerateArray().Select(number => number.GetInt32())];

    /// <summary>The shape of a tensor, in DigitML's layout.</summary>
    public int[] Shape(string name) => this[name].Integers("shape");

    /// <summary>The values of a tensor or list: computed where the file has a key, read where it has numbers.</summary>
    public float[] Floats(string name)
    {
        if (Element(name).ValueKind == JsonValueKind.Object && this[name].Has("key"))
            return Formula(this[name]);
        return Array.ConvertAll(Doubles(name), value => (float)value);
    }

    /// <summary>The stored numbers of a tensor or list, to nine digits.</summary>
    public double[] Doubles(string name)
    {
        JsonElement element = Element(name);
        if (element.ValueKind == JsonValueKind.Object)
            element = this[name].Element("values");
        return [.. element.EnumerateArray().Select(number => number.GetDouble())];
    }

    /// <summary>Fails unless the values are those of the tensor or list of this name; see the other overload.</summary>
    public void AssertClose(string name, ReadOnlySpan<float> actual, double relative = 1e-4) =>
        AssertClose(Floats(name), actual, relative, $"{_path}/{name}");

    /// <summary>Fails if a difference exceeds <paramref name="relative"/> times the greatest expected magnitude.</summary>
    /// <remarks>Where all expected values are zero, a difference may be <paramref name="relative"/> itself.</remarks>
    public static void AssertClose(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative = 1e-4, string what = "values")
    {
        double largest = 0;
        foreach (float value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        Compare(what, expected, actual, relative * (largest > 0 ? largest : 1), index => index);
    }

    /// <summary>
    /// Fails unless a whole gradient fits its summary: count; sum and sum of magnitudes within <paramref name="relative"/> of
    /// the sum of magnitudes; Euclidean norm; and the samples within <paramref name="relative"/> of the greatest magnitude.
    /// </summary>
    public void AssertGradient(string name, ReadOnlySpan<float> actual, double relative = 1e-4)
    {
        TorchFixture expected = this[name];
        string what = $"{_path}/{name}";
        Assert.AreEqual(expected.Integer("count"), actual.Length, $"{what}: number of values");
        int[] indices = expected.Integers("indices");
        Compare(what, expected.Floats("samples"), Sample(actual, indices), relative * expected.Number("largest"), i => indices[i]);
        double sum = 0, absolute = 0, squares = 0;
        foreach (float value in actual)
        {
            sum += value;
            absolute += Math.Abs(value);
            squares += (double)value * value;
        }
        double tolerance = relative * expected.Number("absoluteSum");
        Assert.AreEqual(expected.Number("sum"), sum, tolerance, $"{what}: sum");
        Assert.AreEqual(expected.Number("absoluteSum"), absolute, tolerance, $"{what}: sum of magnitudes");
        Assert.AreEqual(expected.Number("norm"), Math.Sqrt(squares), relative * expected.Number("norm"), $"{what}: norm");
    }

    private static float[] Sample(ReadOnlySpan<float> values, int[] indices)
    {
        float[] samples = new float[indices.Length];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = values[indices[i]];
        return samples;
    }

    private static float[] Formula(TorchFixture source)
    {
        float[] values = new float[source.Integers("shape").Aggregate(1, (product, size) => product * size)];
        ulong key = source.Element("key").GetUInt64();
        if (source.Has("scale"))
            FormulaValues.Fill(values, key, source.Number("scale"));
        else
            FormulaValues.Unit(values, key);
        return values;
    }

    private static void Compare(
        string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, Func<int, int> indexOf)
    {
        Assert.AreEqual(expected.Length, actual.Length, $"{what}: number of values");
        int worst = -1;
        double greatest = tolerance;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs((double)expected[i] - actual[i]);
            // Written this way round so that NaN counts as different.
            if (difference <= greatest)
                continue;
            worst = i;
            greatest = double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }
        if (worst >= 0)
        {
            Assert.Fail($"{what}: value {indexOf(worst)} should be {expected[worst]:g9} but is {actual[worst]:g9}, "
                + $"off by {greatest:g3}; {tolerance:g3} is allowed.");
        }
    }

    private JsonElement Element(string name) => _element.TryGetProperty(name, out JsonElement element)
        ? element
        : throw new KeyNotFoundException($"{_path} has no '{name}', only {string.Join(", ", Names)}.");
}
