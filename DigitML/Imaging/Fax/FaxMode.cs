namespace DigitML.Imaging.Fax;

/// <summary>
/// How the next change of a row is told (ITU-T T.4, section 4.2.1.3.1). The vertical ones have as their value how many pixels the change is
/// right of the one above.
/// </summary>
internal enum FaxMode
{
    /// <summary>Three pixels left of the change above.</summary>
    Left3 = -3,

    /// <summary>Two pixels left of the change above.</summary>
    Left2 = -2,

    /// <summary>One pixel left of the change above.</summary>
    Left1 = -1,

    /// <summary>Below the change above.</summary>
    Vertical = 0,

    /// <summary>One pixel right of the change above.</summary>
    Right1 = 1,

    /// <summary>Two pixels right of the change above.</summary>
    Right2 = 2,

    /// <summary>Three pixels right of the change above.</summary>
    Right3 = 3,

    /// <summary>The next two changes above have no counterpart.</summary>
    Pass,

    /// <summary>Two runs follow.</summary>
    Horizontal,
}
