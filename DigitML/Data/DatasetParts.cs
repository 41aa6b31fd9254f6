namespace DigitML.Data;

/// <summary>What a reader found: training images, test images, and the files they came from.</summary>
internal sealed record DatasetParts(ImageSet? Train, ImageSet? Test, IReadOnlyList<DatasetFileHash> Files)
{
    /// <summary>Images that the set itself keeps for validation; null where they are to be split off the training images.</summary>
    public ImageSet? Validation { get; init; }

    /// <summary>
    /// Whether the source doesn't tell training from test images, as a single file: <see cref="Train"/> then holds all images, and a
    /// finished model may be measured on them.
    /// </summary>
    public bool IsUndivided { get; init; }

    /// <summary>Files that could not be read and were left out, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];
}
