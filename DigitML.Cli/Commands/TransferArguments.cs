using System.CommandLine;
using System.Globalization;

namespace DigitML.Cli.Commands;

/// <summary>The options of <c>digitml train</c> that start a training from another model.</summary>
internal static class TransferArguments
{
    private static readonly Option<string?> From = new("--from")
    {
        Description = "Transfer learning: start from this model, built-in or a file, with its network and normalization",
        HelpName = "MODEL",
    };

    private static readonly Option<string?> Freeze = new("--freeze")
    {
        Description = "With --from, the layers to freeze: none, convolutions (all before the first dense layer) or the first N (default: none)",
        HelpName = "none|convolutions|N",
    };

    private static readonly Option<float?> RateFactor = new("--rate-factor")
    {
        Description = "With --from, learning-rate multiplier of the reused layers, more than 0, at most 1 (default: 1)",
    };

    private static readonly Option<bool> NewHead = new("--new-head")
    {
        Description = "With --from, start with a new last layer even if the class names are the model's",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [From, Freeze, RateFactor, NewHead];

    /// <summary>Reads them.</summary>
    /// <returns>What to start from; null for random weights.</returns>
    /// <exception cref="DigitMLException">One is out of range, makes no sense without --from, or the model is none to start from.</exception>
    public static TransferOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(From) is not { } model)
        {
            foreach (Option option in All)
            {
                if (parsed.GetResult(option) is { Implicit: false })
                {
                    throw new DigitMLException($"{option.Name} is about a model to start from; name it with --from.");
                }
            }

            return null;
        }

        TransferOptions options = Frozen(new TransferOptions(CommandOptions.LoadModel(model)), parsed.GetValue(Freeze) ?? "none");
        return options with
            { LearningRateMultiplier = parsed.GetValue(RateFactor) ?? options.LearningRateMultiplier, NewHead = parsed.GetValue(NewHead) };
    }

    /// <summary>
    /// Images that lack classes of the model to start from get the model's label names, so that what it knows of the others is not thrown
    /// away; images of any other class, and those for a new head, stay as they are.
    /// </summary>
    public static TrainingImages KeepClasses(TrainingImages images, TransferOptions? transfer)
    {
        IReadOnlyList<string> own = images.Training.LabelNames;
        if (transfer is not { NewHead: false, Source: var source } || own.Count >= source.LabelNames.Count || own.Except(source.LabelNames).Any())
        {
            return images;
        }

        return images with
        {
            Training = source.AlignLabels(images.Training),
            Validation = source.AlignLabels(images.Validation),
            Test = images.Test is null ? null : source.AlignLabels(images.Test),
        };
    }

    private static TransferOptions Frozen(TransferOptions options, string layers) => layers switch
    {
        "none" => options,
        "convolutions" => TransferOptions.FreezeConvolutions(options.Source),
        _ => int.TryParse(layers, CultureInfo.InvariantCulture, out int count)
            ? options with { FrozenLayers = count }
            : throw new DigitMLException($"--freeze is {layers}; it must be none, convolutions or a number of layers."),
    };
}
