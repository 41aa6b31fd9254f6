namespace DigitML.Imaging.Pnm;

/// <summary>How the samples of a Netpbm picture are stored.</summary>
internal enum PnmEncoding
{
    /// <summary>Digits 0 (white) and 1 (black), with or without space between: P1.</summary>
    PlainBits,

    /// <summary>Decimal numbers: P2, P3.</summary>
    Plain,

    /// <summary>Bits, 0 white and 1 black, every row in whole bytes: P4.</summary>
    RawBits,

    /// <summary>One byte a sample, or two with the high one first: P5, P6, P7.</summary>
    Raw,
}
