using System.Text.Json;

namespace DigitML.Tests.Evaluation;

/// <summary>One case of sklearn.json: predictions, and what scikit-learn says of them.</summary>
internal sealed class SklearnCase
{
    private readonly JsonElement _json;

    private SklearnCase(JsonElement json)
    {
        _json = json;
        int[] labels = [.. Numbers("labels").Select(number => (int)number)];
        float[] probabilities = [.. Numbers("probabilityUnits").Select(units => (float)units / 4096)];
        string[] names = [.. json.GetProperty("labelNames").EnumerateArray().Select(name => name.GetString()!)];
        Metrics = MulticlassMetrics.Compute(labels, probabilities, names);
    }

    public MulticlassMetrics Metrics { get; }

    public string Name => _json.GetProperty("name").GetString()!;

    public static IReadOnlyList<SklearnCase> LoadAll()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Evaluation", "Fixtures", "sklearn.json")));
        return [.. document.RootElement.EnumerateArray().Select(json => new SklearnCase(json.Clone()))];
    }

    public double Number(string property) => _json.GetProperty(property).GetDouble();

    public double[] Numbers(string property) => [.. _json.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];

    public int[][] ConfusionMatrix() => [.. _json.GetProperty("confusionMatrix").EnumerateArray()
        .Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray())];

    public string Report(string digits) => _json.GetProperty("reports").GetProperty(digits).GetString()!;
}
