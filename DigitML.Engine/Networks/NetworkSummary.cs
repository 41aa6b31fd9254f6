using System.Globalization;
using System.Text;
using DigitML.Engine.Layers;

namespace DigitML.Engine.Networks;

/// <summary>The table that <see cref="Network.Summary"/> prints, in the columns and words of Keras' model.summary().</summary>
internal static class NetworkSummary
{
    private const int LeastNameWidth = 37;
    private const int ShapeWidth = 28;
    private const int CountWidth = 15;

    /// <summary>Formats the table.</summary>
    public static string Format(Network network, string name)
    {
        var text = new StringBuilder();
        string[] names = [.. network.Places.Select(place => $"{place.Name} ({place.Layer.GetType().Name})")];
        int nameWidth = Math.Max(LeastNameWidth, names.Max(layer => layer.Length) + 2);
        text.Append(CultureInfo.InvariantCulture, $"Model: \"{name}\"\n");
        Rule(text, nameWidth, '┏', '━', '┳', '┓');
        Row(text, nameWidth, '┃', "Layer (type)", "Output Shape", "Param #");
        Rule(text, nameWidth, '┡', '━', '╇', '┩');
        for (int i = 0; i < network.Places.Count; i++)
        {
            LayerPlace place = network.Places[i];
            if (i > 0) { Rule(text, nameWidth, '├', '─', '┼', '┤'); }
            Row(text, nameWidth, '│', names[i], $"(None, {place.Output})", Number(place.Specs.Sum(spec => spec.Length)));
        }

        Rule(text, nameWidth, '└', '─', '┴', '┘');
        Total(text, "Total params", network.ParameterCount + network.NonTrainableParameterCount);
        Total(text, "Trainable params", network.ParameterCount);
        Total(text, "Non-trainable params", network.NonTrainableParameterCount);
        return text.ToString();
    }

    private static void Rule(StringBuilder text, int nameWidth, char left, char line, char middle, char right) => text
        .Append(left).Append(line, nameWidth).Append(middle).Append(line, ShapeWidth).Append(middle).Append(line, CountWidth)
        .Append(right).Append('\n');

    private static void Row(StringBuilder text, int nameWidth, char bar, string name, string shape, string count) => text
        .Append(bar).Append(' ').Append(name.PadRight(nameWidth - 1))
        .Append(bar).Append(' ').Append(shape.PadRight(ShapeWidth - 1))
        .Append(bar).Append(count.PadLeft(CountWidth - 1)).Append(' ').Append(bar).Append('\n');

    private static void Total(StringBuilder text, string what, long count) =>
        text.Append(CultureInfo.InvariantCulture, $" {what}: {Number(count)} ({Size(count * sizeof(float))})\n");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F2} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F2} MB"),
    };
}
