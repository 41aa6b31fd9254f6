namespace DigitML.Classification;

/// <summary>The models inside this library.</summary>
internal static class BuiltInModels
{
    // Loaded when first asked for, once, whoever asks.
    private static readonly Dictionary<NumeralSystem, Lazy<DigitClassifier>> Models =
        Enum.GetValues<NumeralSystem>().ToDictionary(script => script, script => new Lazy<DigitClassifier>(() => Load($"{script}")));

    private static readonly Dictionary<NumeralSystem, Lazy<DigitClassifier?>> Judges =
        Enum.GetValues<NumeralSystem>().ToDictionary(script => script, script => new Lazy<DigitClassifier?>(() => Open($"{script}Pages")));

    /// <summary>The model of a script.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitClassifier Get(NumeralSystem script) => Find(Models, script);

    /// <summary>
    /// The model that tells whether a piece of a page is one whole digit of a script, and which: its classes are the digits and
    /// <see cref="NonDigitLabels.All"/>. Null if the script has none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitClassifier? Judge(NumeralSystem script) => Find(Judges, script);

    private static T Find<T>(Dictionary<NumeralSystem, Lazy<T>> models, NumeralSystem script) =>
        models.TryGetValue(script, out Lazy<T>? model) ? model.Value
        : throw new ArgumentOutOfRangeException(
            nameof(script), $"There is no built-in model {script}; choose one of {string.Join(", ", Enum.GetNames<NumeralSystem>())}.");

    private static DigitClassifier Load(string model) => Open(model)
        ?? throw new InvalidOperationException($"The model {model} is not in the library: DigitML was built without it.");

    private static DigitClassifier? Open(string model)
    {
        string name = $"DigitML.{model}.safetensors";
        using Stream? stream = typeof(BuiltInModels).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : DigitClassifier.Load(stream, name);
    }
}
