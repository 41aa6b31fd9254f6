namespace DigitML.Jupyter.Scripting;

/// <summary>A package that a cell asks for can't be had.</summary>
internal sealed class PackageException(int line, string message, string details = "") : Exception(message)
{
    /// <summary>What the user is told.</summary>
    public CellError Error { get; } = new(
        "PackageError", message, line,
        [$"\u001b[31mPackageError\u001b[0m: line {line}: {message}", .. details.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
}
