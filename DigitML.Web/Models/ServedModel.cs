namespace DigitML.Web.Models;

/// <summary>A model that requests may name. Its weights are loaded when it is first used.</summary>
internal sealed class ServedModel
{
    private readonly Lazy<DigitClassifier> _classifier;
    private readonly Lazy<DigitReader?> _reader;

    private ServedModel(string name, bool isBuiltIn, Func<DigitClassifier> classifier, Func<DigitClassifier, DigitReader> reader)
    {
        (Name, IsBuiltIn) = (name, isBuiltIn);
        _classifier = new Lazy<DigitClassifier>(classifier);
        _reader = new Lazy<DigitReader?>(() => Classifier.Network.InputShape is { Height: DigitNormalizer.Size, Width: DigitNormalizer.Size }
            ? reader(Classifier) : null);
    }

    /// <summary>What requests call it: a word of letters, digits, '-' and '_', such as "latin".</summary>
    public string Name { get; }

    /// <summary>Whether it is part of the library.</summary>
    public bool IsBuiltIn { get; }

    /// <summary>Reads one digit.</summary>
    public DigitClassifier Classifier => _classifier.Value;

    /// <summary>Reads several digits; null for a model of images that are not 28 x 28.</summary>
    public DigitReader? Reader => _reader.Value;

    /// <summary>A model that is part of the library.</summary>
    public static ServedModel BuiltIn(NumeralSystem script) => new(
        $"{script}".ToLowerInvariant(), isBuiltIn: true, () => DigitClassifier.Pretrained(script), _ => DigitReader.Pretrained(script));

    /// <summary>A model of a file, which is loaded at once, so that a bad one is no request's trouble.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What requests call it.</param>
    /// <exception cref="DigitMLException">The file is no model.</exception>
    public static ServedModel OfFile(string path, string name)
    {
        DigitClassifier classifier = DigitClassifier.Load(path);
        return new ServedModel(name, isBuiltIn: false, () => classifier, model => new DigitReader(model));
    }
}
