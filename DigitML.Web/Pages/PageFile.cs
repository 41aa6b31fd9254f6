namespace DigitML.Web.Pages;

/// <summary>A file of the page, held in memory.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">What it is, as browsers are told.</param>
/// <param name="Tag">Changes when the content does.</param>
internal sealed record PageFile(byte[] Content, string ContentType, string Tag);
