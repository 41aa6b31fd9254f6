using System.Globalization;

namespace DigitML.Cli.Output;

/// <summary>Says how a preset's network was changed to fit the images.</summary>
internal static class AdaptationText
{
    /// <summary>One sentence; null when nothing was changed.</summary>
    /// <param name="template">The preset's network.</param>
    /// <param name="fitted">The one that is trained.</param>
    /// <param name="preset">The preset's name.</param>
    public static string? Create(Network template, Network fitted, string preset)
    {
        if (ReferenceEquals(template, fitted)) { return null; }
        string text = $"The network of {preset}, made for {Describe(template)}, is fitted to {Describe(fitted)}";
        if (fitted.Layers.Count > template.Layers.Count && fitted.Layers[0] is AveragePool2D pool)
        {
            string window = pool.Size.ToString(CultureInfo.InvariantCulture);
            text += $"; it averages every {window}x{window} pixels first, because the images are large";
        }

        bool isPadded = CountPadded(fitted) > CountPadded(template);
        return isPadded ? text + "; its convolutions are padded, because the images are small" : text;
    }

    private static int CountPadded(Network network) => network.Layers.Count(layer => layer is Conv2D { Padding: Padding.Same });

    private static string Describe(Network network) => string.Create(
        CultureInfo.InvariantCulture, $"{network.InputShape.Height}x{network.InputShape.Width} images of {network.ClassCount} classes");
}
