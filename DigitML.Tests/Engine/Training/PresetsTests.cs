namespace DigitML.Tests.Engine.Training;

[TestClass]
public sealed class PresetsTests
{
    [TestMethod]
    public void All_Options_AreValidAndReadTenClasses()
    {
        foreach (TrainingOptions preset in Presets.All)
        {
            preset.Validate();
            Assert.AreEqual(10, preset.Network.ClassCount, preset.Name);
            Assert.AreEqual((28, 28, 1), (preset.Network.InputShape.Height, preset.Network.InputShape.Width, preset.Network.InputShape.Channels));
        }
    }

    // Counts as Keras' and the tutorial's own summaries give them; Keras counts the statistics of batch normalisation too.
    [TestMethod]
    [DataRow("keras", 1_199_882)]
    [DataRow("mieczmik", 887_530)]
    [DataRow("fast", 144_298)]
    [DataRow("best", 320_122)]
    [DataRow("robust", 565_066)]
    [DataRow("pages", 320_122)]
    [DataRow("kannada", 320_122)]
    [DataRow("deotte", 327_242 - 832)]
    public void ParameterCount_Network_IsTheKnownOne(string name, int count) => Assert.AreEqual(count, Presets.Find(name)!.Network.ParameterCount);

    [TestMethod]
    public void Find_Name_IgnoresCase()
    {
        foreach (TrainingOptions preset in Presets.All) { Assert.AreSame(preset, Presets.Find(preset.Name.ToUpperInvariant())); }
        Assert.IsNull(Presets.Find("fastest"));
    }

    [TestMethod]
    public void All_Names_AreDifferent() => Assert.HasCount(Presets.All.Count, Presets.All.Select(preset => preset.Name).Distinct());
}
