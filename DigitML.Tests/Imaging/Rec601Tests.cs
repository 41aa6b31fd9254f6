using DigitML.Imaging;

namespace DigitML.Tests.Imaging;

[TestClass]
public sealed class Rec601Tests
{
    [TestMethod]
    public void Opaque_Bytes_IsTheGreyOfAnyMaximum()
    {
        for (int red = 0; red < 256; red++)
        {
            for (int green = 0; green < 256; green += 3)
            {
                for (int blue = 0; blue < 256; blue += 5)
                {
                    byte expected = Rec601.Opaque(red, green, blue, 255), gray = Rec601.Opaque((byte)red, (byte)green, (byte)blue);
                    if (gray != expected) { Assert.AreEqual(expected, gray, $"{red} {green} {blue}"); }
                }
            }
        }
    }

    [TestMethod]
    public void Opaque_Row_TakesThreeBytesAPixelAndLeavesTheRest()
    {
        byte[] gray = new byte[2];
        Rec601.Opaque([255, 0, 0, 0, 0, 255, 9, 9], gray);
        CollectionAssert.AreEqual(new byte[] { 76, 29 }, gray);
    }
}
