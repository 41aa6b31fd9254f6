namespace DigitML.Imaging.Fax;

/// <summary>The ways in which black-and-white rows are coded for fax machines.</summary>
internal enum FaxVariant
{
    /// <summary>Every row by itself, from a whole byte on (TIFF 6.0, section 10).</summary>
    ModifiedHuffman,

    /// <summary>Every row by itself, marks between them (ITU-T T.4, one-dimensional).</summary>
    Group3,

    /// <summary>Most rows as changes from the one above; a bit after the mark says which (ITU-T T.4, two-dimensional).</summary>
    Group3TwoDimensional,

    /// <summary>All rows as changes from the one above, without marks (ITU-T T.6).</summary>
    Group4,
}
