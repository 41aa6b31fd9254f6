using DigitML.Tests.Engine.Training;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class NetworkFitTests
{
    private static readonly Network Template = Presets.Fast.Network;

    [TestMethod]
    public void For_WhatFitsAlready_IsTheSame()
    {
        Assert.AreSame(Template, Template.AdaptTo(28, 28, 10));
        Assert.AreSame(Presets.Fast, Presets.Fast.AdaptTo(SyntheticDigits.Make(10)));
        Assert.AreSame(Template, Template.WithInput(28, 28));
        Assert.AreSame(Template, Template.WithClasses(10));
    }

    [TestMethod]
    [DataRow(8, 8)]
    [DataRow(16, 16)]
    [DataRow(20, 12)]
    [DataRow(12, 40)]
    public void For_ImagesTooSmallForTheLayers_PadsEveryConvolution(int height, int width)
    {
        Network fitted = Template.AdaptTo(height, width, 26);

        Assert.AreEqual((height, width, 26), (fitted.InputShape.Height, fitted.InputShape.Width, fitted.ClassCount));
        Assert.IsTrue(fitted.Layers.OfType<Conv2D>().All(layer => layer.Padding == Padding.Same));
        Assert.HasCount(Template.Layers.Count, fitted.Layers);
        Assert.IsTrue(Template.Layers.OfType<Conv2D>().All(layer => layer.Padding == Padding.Valid), "the template stays");
    }

    [TestMethod]
    [DataRow(24, 24, 0)]
    [DataRow(64, 40, 0)]
    [DataRow(65, 40, 2)]
    [DataRow(128, 128, 2)]
    [DataRow(129, 100, 3)]
    [DataRow(300, 3000, 47)]
    public void For_LargerImages_AveragesBeyondSixtyFour(int height, int width, int window)
    {
        Network fitted = Template.AdaptTo(height, width, 10);

        Assert.AreEqual(window, fitted.Layers[0] is AveragePool2D pool ? pool.Size : 0);
        Assert.HasCount(Template.Layers.Count + (window > 0 ? 1 : 0), fitted.Layers);
    }

    [TestMethod]
    public void For_EveryPreset_TakesSmallAndLargeImages()
    {
        foreach (TrainingOptions preset in Presets.All)
        {
            foreach ((int height, int width) in new[] { (8, 8), (16, 16), (20, 12), (32, 32), (128, 128) })
            {
                Assert.AreEqual(1000, preset.Network.AdaptTo(height, width, 1000).ClassCount, $"{preset.Name} at {height}x{width}");
            }
        }
    }

    [TestMethod]
    public void For_ImagesTooSmallEvenSo_SaysWhatToDo()
    {
        DigitMLException error = Assert.ThrowsExactly<DigitMLException>(() => Template.AdaptTo(2, 2, 10));

        Assert.StartsWith("Images of 2x2 pixels don't fit the network, even with its convolutions padded (", error.Message);
        Assert.EndsWith("choose a network with less pooling, or scale the images.", error.Message);
    }

    [TestMethod]
    public void WithClasses_LastLayerIsNoDense_SaysWhatToDo()
    {
        var network = new Network([new Dense(5), new Dropout(.5f)], new TensorShape(1, 1, 4));
        Assert.AreEqual(7, network.WithClasses(7).ClassCount);
        Assert.AreEqual("The number of classes is 0; it must be at least 1.", Refuse(network, 0));
        var pooled = new Network([new Conv2D(10, 3), new GlobalAveragePool2D()]);
        Assert.AreEqual(
            "The network's 10 outputs are not those of a dense layer, so that it can't be given 5 classes: end it with a Dense.",
            Refuse(pooled, 5));

        static string Refuse(Network network, int classes) =>
            Assert.ThrowsExactly<DigitMLException>(() => network.WithClasses(classes)).Message;
    }

    [TestMethod]
    public void WithInput_OtherSize_KeepsTheLayers()
    {
        Network larger = Template.WithInput(30, 40);

        Assert.AreSequenceEqual(Template.Layers, larger.Layers);
        Assert.AreEqual(new TensorShape(30, 40, 1), larger.InputShape);
        Assert.ThrowsExactly<DigitMLException>(() => Template.WithInput(12, 12));
    }

    [TestMethod]
    public void OptionsFor_OneClass_IsRefused() => Assert.AreEqual(
        "The set has the one class A, so that there is nothing to tell apart: give two classes or more.",
        Assert.ThrowsExactly<DigitMLException>(() => Presets.Fast.AdaptTo(OwnImages.Make(3, 8, 8, ["A"]))).Message);
}
