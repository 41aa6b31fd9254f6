namespace DigitML;

/// <summary>Why ink was not read as a digit.</summary>
public enum RejectionReason
{
    /// <summary>It looks like no digit: a letter, a scribble, a remnant of a rule.</summary>
    NotADigit,

    /// <summary>It may be a digit, but no label is likely enough.</summary>
    Unsure,
}
