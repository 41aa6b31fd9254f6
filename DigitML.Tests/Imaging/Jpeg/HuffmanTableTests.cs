using DigitML.Imaging;
using DigitML.Imaging.Jpeg;

namespace DigitML.Tests.Imaging.Jpeg;

[TestClass]
public sealed class HuffmanTableTests
{
    [TestMethod]
    public void Build_OneCodeOfEveryLength_FindsEachSymbol()
    {
        // Codes 0, 10, 110, ... up to 16 bits.
        byte[] counts = [.. Enumerable.Repeat((byte)1, 16)], symbols = [.. Enumerable.Range(100, 16).Select(i => (byte)i)];
        HuffmanTable table = HuffmanTable.Build(counts, symbols)!;

        for (int length = 1; length <= 16; length++)
        {
            int bits = (0xFFFF << (17 - length)) & 0xFFFF;
            Assert.AreEqual((length << 8) | (99 + length), length <= 9 ? table.Lookup[bits >> 7] : table.Find(bits), $"{length} bits");
        }
        Assert.AreEqual(0, table.Lookup[511]);
        Assert.AreEqual(0, table.Find(0xFFFF), "sixteen ones are no code here");
    }

    [TestMethod]
    [DataRow(3, 0)]
    [DataRow(1, 3)]
    [DataRow(2, 1)]
    public void Build_MoreCodesThanFit_IsNull(int oneBit, int twoBits)
    {
        byte[] counts = new byte[16];
        (counts[0], counts[1]) = ((byte)oneBit, (byte)twoBits);

        Assert.IsNull(HuffmanTable.Build(counts, new byte[oneBit + twoBits]));
    }

    [TestMethod]
    public void ReadSymbol_CodesWithValues_ReadsThemThroughStuffedBytesUpToTheMarker()
    {
        byte[] counts = new byte[16];
        counts[7] = 1;
        HuffmanTable table = HuffmanTable.Build(counts, [8])!;
        // Code 00000000 and the eight bits of 255, of 1 and of 128, then a marker.
        var bits = new JpegBitReader(new ImageSource("bits", [0, 0xFF, 0, 0, 1, 0, 128, 0xFF, 0xD9]), 0);

        int[] values = [.. Enumerable.Range(0, 3).Select(_ => bits.ReadSigned(bits.ReadSymbol(table)))];

        CollectionAssert.AreEqual(new[] { 255, -254, 128 }, values);
        Assert.IsFalse(bits.IsOverrun);
        Assert.AreEqual(0, bits.ReadNumber(1));
        Assert.IsTrue(bits.IsOverrun);
        Assert.AreEqual(7, bits.Position);
    }

    [TestMethod]
    public void ReadSymbol_NoSuchCode_SaysWhere()
    {
        HuffmanTable table = HuffmanTable.Build(new byte[16], [])!;
        var bits = new JpegBitReader(new ImageSource("bits", [1, 2, 3, 0xFF, 0xD9]), 1);

        var error = Assert.ThrowsExactly<DigitMLException>(() => bits.ReadSymbol(table));

        Assert.Contains("bits, byte 3: the bits here are no code", error.Message);
    }
}
