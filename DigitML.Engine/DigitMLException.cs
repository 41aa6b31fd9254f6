namespace DigitML;

/// <summary>
/// An error in the user's data or settings: a damaged file, an unknown name, an option out of range, images that do not fit a model. The message
/// is one sentence that gives what was found, what was expected and what to do.
/// </summary>
public sealed class DigitMLException : Exception
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What was found, what was expected and what to do, with values.</param>
    /// <param name="innerException">The cause. Default: none.</param>
    public DigitMLException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
