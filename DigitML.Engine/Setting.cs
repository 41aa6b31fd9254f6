using System.Globalization;

namespace DigitML;

/// <summary>Validates user settings.</summary>
internal static class Setting
{
    /// <summary>Throws if a setting is out of range.</summary>
    /// <param name="condition">Whether the setting is in range.</param>
    /// <param name="what">The setting with its owner: "Dropout: the rate".</param>
    /// <param name="value">The value that was given.</param>
    /// <param name="expected">The range: "from 0 to less than 1".</param>
    /// <exception cref="DigitMLException">The condition is false.</exception>
    public static void Require(bool condition, string what, object value, string expected)
    {
        if (!condition)
        {
            throw new DigitMLException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; it must be {expected}."));
        }
    }
}
