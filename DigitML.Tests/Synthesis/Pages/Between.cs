using DigitML.Engine.Numerics;

namespace DigitML.Tests.Synthesis.Pages;

/// <summary>A range that numbers are drawn from.</summary>
/// <param name="Least">Its lower end.</param>
/// <param name="Most">Its upper end.</param>
internal readonly record struct Between(float Least, float Most)
{
    public static implicit operator Between((float Least, float Most) range) => new(range.Least, range.Most);

    /// <summary>A number in between, all equally likely.</summary>
    public float Draw(ref RandomStream random) => random.Uniform(Least, Most);

    /// <summary>A whole number in between, both ends included.</summary>
    public int DrawWhole(ref RandomStream random) => (int)Least + random.Next((int)Most - (int)Least + 1);

    /// <summary>A number in between, as likely to be within 10 % of a small one as of a large one; the ends are above 0.</summary>
    public float DrawScale(ref RandomStream random) => Least * MathF.Pow(Most / Least, random.NextSingle());
}
