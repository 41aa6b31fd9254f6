namespace DigitML.Web.Models;

/// <summary>The models that are served: those given, then the built-in ones.</summary>
internal sealed class ModelCatalog
{
    private readonly Dictionary<string, ServedModel> _models = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the list and loads the files.</summary>
    /// <param name="given">Paths of models or names of built-in ones; the first becomes the default.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">A file is no model.</exception>
    public ModelCatalog(IEnumerable<string> given)
    {
        ServedModel[] builtIn = [.. Enum.GetValues<NumeralSystem>().Select(ServedModel.BuiltIn)];
        foreach (ServedModel model in builtIn) { _models.Add(model.Name, model); }
        ServedModel[] first = [.. given.Select(nameOrPath => _models.GetValueOrDefault(nameOrPath) ?? AddFile(nameOrPath))];
        All = [.. first.Concat(builtIn).Distinct()];
    }

    /// <summary>All models, the default first.</summary>
    public IReadOnlyList<ServedModel> All { get; }

    /// <summary>What reads when a request names no model.</summary>
    public ServedModel Default => All[0];

    /// <summary>The model of a name, whatever its case; null if there is none.</summary>
    public ServedModel? Find(string name) => _models.GetValueOrDefault(name);

    private ServedModel AddFile(string path)
    {
        if (!File.Exists(path))
        {
            string names = string.Join(", ", _models.Values.Where(model => model.IsBuiltIn).Select(model => model.Name));
            throw new FileNotFoundException(
                $"There is no model {path}: name a built-in one ({names}) or a model's file, such as 'digitml train' writes.");
        }

        string name = UnusedName(path);
        var model = ServedModel.OfFile(path, name);
        _models.Add(name, model);
        return model;
    }

    // Names are parts of addresses and of paths, so they are made of harmless characters.
    private string UnusedName(string path)
    {
        string word = string.Concat(Path.GetFileNameWithoutExtension(path).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        string name = word.Length == 0 ? "model" : word;
        for (int number = 2; _models.ContainsKey(name); number++) { name = $"{word}-{number}"; }
        return name;
    }
}
