namespace DigitML.Imaging;

/// <summary>An image file format: how to recognise it and how to read it.</summary>
/// <param name="Name">The name for messages, such as PNG.</param>
/// <param name="Signatures">The byte sequences a file of this format may start with.</param>
/// <param name="Read">Decodes a whole file; throws <see cref="DigitMLException"/> for malformed content.</param>
internal sealed record ImageFormat(string Name, byte[][] Signatures, Func<ImageSource, GrayImage> Read)
{
    /// <summary>Whether a file that starts with <paramref name="start"/> is of this format.</summary>
    public bool Recognizes(ReadOnlySpan<byte> start)
    {
        foreach (byte[] signature in Signatures)
        {
            if (start.StartsWith(signature))
            {
                return true;
            }
        }
        return false;
    }
}
