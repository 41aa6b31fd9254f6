using System.Globalization;

namespace DigitML;

/// <summary>Checks on what users set.</summary>
internal static class Setting
{
    /// <summary>Complains in one sentence, the same in every culture, when a setting is out of range.</summary>
    /// <param name="condition">Whether the setting is in range.</param>
    /// <param name="what">What is set, with its owner: "Dropout: the rate".</param>
    /// <param name="value">The value that was given.</param>
    /// <param name="wanted">What is wanted: "from 0 to less than 1".</param>
    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void Require(bool condition, string what, object value, string wanted)
    {
        if (!condition)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; it must be {wanted}."));
        }
    }
}
