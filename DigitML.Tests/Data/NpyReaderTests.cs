using System.Buffers.Binary;
using DigitML.Data.Formats.Csv;
using DigitML.Data.Formats.NumPy;

namespace DigitML.Tests.Data;

[TestClass]
public sealed class NpyReaderTests : IDisposable
{
    private static readonly byte[] Twelve = [.. Enumerable.Range(1, 12).Select(i => (byte)i)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2, 2), }", 1)]
    [DataRow("{\"shape\":(3,2,2),\"descr\":\"|u1\",\"fortran_order\":False}", 1)]
    [DataRow("{'fortran_order': False, 'shape': (3L, 4L), 'descr': '|u1'}", 2)]
    [DataRow("{'descr': '<u1', 'fortran_order': False, 'shape': (3, 2, 2, 1,), }", 3)]
    [DataRow("{'descr': '|i1', 'fortran_order': False, 'shape': (3, 1, 2, 2), }", 1)]
    public void Read_AnyHeader_GivesTheImages(string header, int version)
        => AssertTwelve(NpyBytes.WithHeader(header, Twelve, (byte)version));

    [TestMethod]
    [DataRow("<u2", 2, false)]
    [DataRow(">u2", 2, true)]
    [DataRow(">i4", 4, true)]
    [DataRow("<i8", 8, false)]
    [DataRow(">u8", 8, true)]
    public void Read_OtherIntegers_InEitherByteOrder(string type, int size, bool isBigEndian)
    {
        byte[] data = new byte[12 * size];
        for (int i = 0; i < 12; i++) { data[i * size + (isBigEndian ? size - 1 : 0)] = Twelve[i]; }
        AssertTwelve(NpyBytes.Of(type, "(3, 2, 2)", data));
    }

    [TestMethod]
    public void Read_FortranOrder_IsTurned()
    {
        byte[] byImage = new byte[12], flat = new byte[12];
        for (int i = 0; i < 12; i++)
        {
            (int image, int y, int x) = (i / 4, i / 2 % 2, i % 2);
            byImage[image + 3 * (y + 2 * x)] = Twelve[i];
            flat[image + 3 * (i % 4)] = Twelve[i];
        }
        AssertTwelve(NpyBytes.Of("|u1", "(3, 2, 2)", byImage, "True"));
        AssertTwelve(NpyBytes.Of("|u1", "(3, 4)", flat, "True"));
    }

    [TestMethod]
    public void Read_Floats_AreScaledOnlyIfAllLieFromZeroToOne()
    {
        CollectionAssert.AreEqual(new byte[] { 0, 128, 255, 51 }, Pixels(NpyBytes.Of("<f4", "(1, 4)", Floats(0, .5f, 1, .2f))));
        CollectionAssert.AreEqual(new byte[] { 0, 1, 255, 1 }, Pixels(NpyBytes.Of("<f4", "(1, 4)", Floats(0, 1, 255, 1))));
        CollectionAssert.AreEqual(new byte[] { 0, 255, 0, 255 }, Pixels(NpyBytes.Of("|b1", "(1, 4)", [0, 1, 0, 1])));
        byte[] big = new byte[16];
        for (int i = 0; i < 2; i++) { BinaryPrimitives.WriteHalfBigEndian(big.AsSpan(2 * i), (Half)i); }
        CollectionAssert.AreEqual(new byte[] { 0, 255, 0, 0 }, Pixels(NpyBytes.Of(">f2", "(1, 4)", big[..8])));
    }

    [TestMethod]
    public void Read_NonSquare_KeepsBothSides()
    {
        ImageTable table = NpyPairs.Read(_folder.Write("a.npy", NpyBytes.Of("|u1", "(1, 3, 4)", Twelve)));
        Assert.AreEqual((1, 3, 4), (table.Count, table.Height, table.Width));
    }

    [TestMethod]
    [DataRow("|O", "(3, 4)", "holds Python objects")]
    [DataRow("<c8", "(3, 4)", "elements of the type <c8")]
    [DataRow("u1", "(3, 4)", "elements of the type u1")]
    [DataRow("<U9999999", "(3, 4)", "elements of the type")]
    [DataRow("|u1", "(3, 5)", "is cut short: the shape (3, 5) needs 15 bytes of data, but 12 are there")]
    [DataRow("|u1", "(2, 4)", "goes on after the 8 bytes")]
    [DataRow("|u1", "(-3, -4)", "the shape (-3, -4)")]
    [DataRow("|u1", "(99999999, 99999999, 99999999, 99999999, 99999999, 99999999)", "at most")]
    [DataRow("|u1", "(1, 12)", "the shape (1, 12), wanted grey images")]
    [DataRow("|u1", "(2, 3, 2, 1, 1)", "wanted grey images")]
    [DataRow("|u1", "(1, 2, 2, 3)", "the shape (1, 2, 2, 3), wanted grey images")]
    [DataRow("|u1", "()", "goes on after")]
    [DataRow("|u1", "(12,)", "the shape (12,), wanted grey images")]
    [DataRow("|S1", "(3, 4)", "of text, wanted grey images")]
    [DataRow("|u1", "12", "at character")]
    [DataRow("|u1", "(3, 4", "no whole number")]
    [DataRow("|u1", "(3, x)", "no whole number")]
    [DataRow("|u1", "'a'", "wanted a dictionary of descr")]
    public void Read_Malformed_SaysWhat(string type, string shape, string expected)
        => Assert.Contains(expected, Refuse(NpyBytes.Of(type, shape, Twelve)));

    [TestMethod]
    public void Read_WrongValues_SayWhichAndWhere()
    {
        Assert.Contains("the value 1.5 at element 1", Refuse(NpyBytes.Of("<f4", "(1, 4)", Floats(2, 1.5f, 0, 0))));
        Assert.Contains("the value 2 at element 2 after fractions", Refuse(NpyBytes.Of("<f4", "(1, 4)", Floats(.5f, 0, 2, 0))));
        Assert.Contains("the value NaN", Refuse(NpyBytes.Of("<f4", "(1, 4)", Floats(0, float.NaN, 0, 0))));
        Assert.Contains("the value -1", Refuse(NpyBytes.Of("<f4", "(1, 4)", Floats(-1, 0, 0, 0))));
        Assert.Contains("the value -1", Refuse(NpyBytes.Of("|i1", "(1, 4)", [0, 255, 0, 0])));
        Assert.Contains("the value 256", Refuse(NpyBytes.Of("<u2", "(1, 4)", [0, 1, 0, 0, 0, 0, 0, 0])));
    }

    [TestMethod]
    public void Read_DamagedHead_SaysWhat()
    {
        byte[] good = NpyBytes.Of("|u1", "(3, 4)", Twelve);
        Assert.Contains("does not begin as NumPy's arrays do", Refuse(good[1..]));
        Assert.Contains("ends in its header", Refuse(good[..40]));
        Assert.Contains("version 9", Refuse([.. good[..6], 9, .. good[7..]]));
        Assert.Contains("claims a header of 4,294,967,295 bytes", Refuse([.. good[..6], 2, 0, 255, 255, 255, 255, .. good[12..]]));
        Assert.Contains("a second time", Refuse(NpyBytes.WithHeader("{'shape': (3, 4), 'shape': (3, 4)}", Twelve)));
        Assert.Contains("more after the dictionary", Refuse(NpyBytes.WithHeader("{} import os", Twelve)));
    }

    [TestMethod]
    public void Read_AnySpoiltFile_GivesImagesOrInvalidData()
    {
        byte[] good = NpyBytes.Of("<f4", "(2, 4)", Floats(0, 1, .5f, 1, 1, 0, 0, .25f), "True");
        // Most of this file is pixels, so that much of what is spoilt can still be read.
        byte[] bytes = NpyBytes.Of("|u1", "(8, 100)", new byte[800]);
        var spoiler = new FileCorrupter(seed: 6);
        for (int i = 0; i < 1500; i++)
        {
            spoiler.Check(_folder.Write("a.npy", spoiler.Spoil(i % 2 == 0 ? good : bytes)), path => NpyPairs.Read(path));
        }
        Assert.IsTrue(spoiler.Read > 100 && spoiler.Refused > 100, $"{spoiler.Read} read, {spoiler.Refused} refused");
    }

    private static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private byte[] Pixels(byte[] content) => NpyPairs.Read(_folder.Write("a.npy", content)).Pixels.ToArray();

    private string Refuse(byte[] content) => Assert.ThrowsExactly<DigitMLException>(() => Pixels(content)).Message;

    private void AssertTwelve(byte[] content)
    {
        ImageTable table = NpyPairs.Read(_folder.Write("a.npy", content));
        Assert.AreEqual((3, 2, 2), (table.Count, table.Height, table.Width));
        CollectionAssert.AreEqual(Twelve, table.Pixels.ToArray());
    }
}
