namespace DigitML;

/// <summary>Ink on a page that was not read.</summary>
/// <param name="Box">Where it lies, pixels.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedShape(PixelBox Box, RejectionReason Reason);
