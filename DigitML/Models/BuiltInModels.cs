namespace DigitML.Models;

/// <summary>The models inside this library.</summary>
internal static class BuiltInModels
{
    // Loaded when first asked for, once, whoever asks.
    private static readonly Dictionary<Script, Lazy<DigitClassifier>> Models =
        Enum.GetValues<Script>().ToDictionary(script => script, script => new Lazy<DigitClassifier>(() => Load($"{script}")));

    private static readonly Dictionary<Script, Lazy<DigitClassifier>> Judges =
        Enum.GetValues<Script>().ToDictionary(script => script, script => new Lazy<DigitClassifier>(() => Load($"{script}Pages")));

    /// <summary>The model of a script.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitClassifier Get(Script script) => Find(Models, script);

    /// <summary>
    /// The model that tells whether a piece of a page is one whole digit of a script, and which: its classes are the digits and
    /// <see cref="Recognition.NonDigits.Labels"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the scripts.</exception>
    public static DigitClassifier Judge(Script script) => Find(Judges, script);

    private static DigitClassifier Find(Dictionary<Script, Lazy<DigitClassifier>> models, Script script) =>
        models.TryGetValue(script, out Lazy<DigitClassifier>? model) ? model.Value
        : throw new ArgumentOutOfRangeException(
            null, $"There is no built-in model {script}; choose one of {string.Join(", ", Enum.GetNames<Script>())}.");

    private static DigitClassifier Load(string model)
    {
        string name = $"DigitML.{model}.safetensors";
        using Stream stream = typeof(BuiltInModels).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the library: DigitML was built without it.");
        return ModelFile.Read(stream, name);
    }
}
