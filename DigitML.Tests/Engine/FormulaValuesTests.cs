namespace DigitML.Tests.Engine;

[TestClass]
public sealed class FormulaValuesTests
{
    // The literals are what Fixtures/formula.py printed with nine digits, which name a float exactly.

    [TestMethod]
    public void Fill_SmallKey_EqualsPython() =>
        AssertSigned(7, 0.3, (0, 0.206130952f), (1, 0.283572495f), (2, 0.0189161897f), (3, -0.287338644f));

    [TestMethod]
    public void Fill_WeightsOfKeras_EqualsPython() =>
        AssertSigned(1901, Math.Sqrt(6.0 / 9), (0, -0.63106823f), (100, -0.471015185f), (287, 0.297135234f));

    [TestMethod]
    public void Unit_SmallKey_EqualsPython() =>
        AssertUnit(7, (0, 0.843551576f), (1, 0.972620845f), (2, 0.531526983f), (3, 0.0211022496f));

    [TestMethod]
    public void Unit_InputOfMieczmik_EqualsPython() => AssertUnit(2880, (0, 0.636193633f), (1000, 0.295998573f), (3135, 0.745584428f));

    [TestMethod]
    public void Unit_ManyValues_AreSpreadOverTheInterval()
    {
        float[] values = new float[10_000];
        FormulaValues.Unit(values, 1);
        Assert.IsTrue(values.All(value => value is >= 0 and < 1));
        Assert.AreEqual(0.5, values.Average(), 0.02);
        Assert.IsGreaterThan(9_900, values.Distinct().Count());
    }

    private static void AssertSigned(ulong key, double scale, params (int Index, float Value)[] expected)
    {
        float[] values = new float[expected[^1].Index + 1];
        FormulaValues.Fill(values, key, scale);
        AssertValues(expected, values);
    }

    private static void AssertUnit(ulong key, params (int Index, float Value)[] expected)
    {
        float[] values = new float[expected[^1].Index + 1];
        FormulaValues.Unit(values, key);
        AssertValues(expected, values);
    }

    private static void AssertValues((int Index, float Value)[] expected, float[] values)
    {
        foreach ((int index, float value) in expected)
            Assert.AreEqual(value, values[index], $"value {index}");
    }
}
