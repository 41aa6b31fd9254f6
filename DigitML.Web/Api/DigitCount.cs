namespace DigitML.Web.Api;

/// <summary>How many digits a picture is taken to hold.</summary>
internal enum DigitCount
{
    /// <summary>All its ink is one digit.</summary>
    One,

    /// <summary>Any number, in lines.</summary>
    Many,

    /// <summary>Several if several are found, otherwise all its ink is one.</summary>
    Auto,
}
