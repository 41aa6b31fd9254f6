namespace DigitML.Data.Formats.Idx;

/// <summary>The content of an IDX file of images.</summary>
/// <param name="Count">How many images there are.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">All images one after the other, each row by row, one byte a pixel, 0 to 255.</param>
internal sealed record IdxImages(int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels);
