namespace DigitML.Data.Formats.Folders;

/// <summary>An image file in a folder of its class.</summary>
/// <param name="Path">The file.</param>
/// <param name="Class">The name of the class folder.</param>
internal sealed record ImageFile(string Path, string Class);
