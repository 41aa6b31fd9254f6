using DigitML.Engine.Kernels;
using DigitML.Engine.Numerics;

namespace DigitML.Engine.Layers;

/// <summary>All numbers of a network in one array: first what is learnt, then the statistics. Each parameter starts on a cache line.</summary>
internal sealed unsafe class ParameterSet
{
    private readonly AlignedBuffer _values;

    /// <summary>Gives each parameter its place; all numbers are zero.</summary>
    public ParameterSet(IEnumerable<(string Layer, ParameterSpec Spec)> specs)
    {
        (string Layer, ParameterSpec Spec)[] all = [.. specs];
        var places = new Parameter[all.Length];
        int end = Place(all, places, 0, learnt: true);
        LearntLength = end;
        _values = new AlignedBuffer(Place(all, places, end, learnt: false));
        Parameters = places;
    }

    /// <summary>The parameters in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How many of the numbers, from the first on, are learnt (gaps between parameters included).</summary>
    public int LearntLength { get; }

    /// <summary>All numbers, statistics and gaps included.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>One parameter's numbers.</summary>
    public Span<float> this[Parameter parameter] => Values.Slice(parameter.Offset, parameter.Length);

    /// <summary>The address of one parameter's numbers.</summary>
    public float* Pointer(Parameter parameter) => _values.Pointer + parameter.Offset;

    /// <summary>Draws first values for every parameter; each has its own random stream.</summary>
    public void Initialize(ulong seed)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            var random = new RandomStream(seed, 0x696E6974, (ulong)i);
            Parameters[i].Spec.Initial(this[Parameters[i]], ref random);
        }
    }

    private static int Place((string Layer, ParameterSpec Spec)[] all, Parameter[] places, int start, bool learnt)
    {
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Spec.Role != ParameterRole.RunningStatistic != learnt) { continue; }
            places[i] = new Parameter(Parameter.FullName(all[i].Layer, all[i].Spec), all[i].Spec, start);
            start += places[i].PaddedLength;
        }

        return start;
    }
}
