using DigitML.Jupyter.Zmtp;

namespace DigitML.Tests.Jupyter;

[TestClass]
public sealed class ZmtpFrameTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(70_000)]
    [DataRow(200_001)]
    public void Read_OfWhatWasWritten_IsTheSame(int length)
    {
        byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        var wire = new MemoryStream();
        ZmtpFrame.Write(wire, ZmtpFrame.More, body);
        Assert.AreEqual(length + (length < 256 ? 2 : 9), wire.Length);
        wire.Position = 0;
        ZmtpFrame frame = ZmtpFrame.Read(wire, 1 << 20);
        Assert.AreSequenceEqual(body, frame.Body);
        Assert.IsTrue(frame.HasMore);
        Assert.IsFalse(frame.IsCommand);
    }

    [TestMethod]
    public void Encode_OfAMessage_MarksAllFramesButTheLast() =>
        Assert.AreSequenceEqual(new byte[] { 1, 0, 1, 1, 7, 0, 2, 8, 9 }, ZmtpFrame.Encode([[], [7], [8, 9]]).ToArray());

    [TestMethod]
    [DataRow(new byte[] { 8, 0 }, "flags 8")]
    [DataRow(new byte[] { 5, 0 }, "flags 5")]
    [DataRow(new byte[] { 0, 101 }, "101 bytes; 100 are allowed")]
    [DataRow(new byte[] { 2, 0, 0, 0, 0, 0x40, 0, 0, 0 }, "1073741824 bytes")]
    [DataRow(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "18446744073709551615 bytes")]
    public void Read_OfWhatIsNotAllowed_Refuses(byte[] wire, string expected)
    {
        ZmtpException exception = Assert.ThrowsExactly<ZmtpException>(() => ZmtpFrame.Read(new MemoryStream(wire), 100));
        Assert.Contains(expected, exception.Message);
    }

    [TestMethod]
    public void Read_OfAClaimWithoutBytes_TakesNoMemoryForIt()
    {
        byte[] wire = [2, 0, 0, 0, 0, 0x20, 0, 0, 0, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<EndOfStreamException>(() => ZmtpFrame.Read(new MemoryStream(wire), long.MaxValue));
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Greeting_IsTheOneOfTheSpecification()
    {
        byte[] greeting = ZmtpGreeting.Create();
        Assert.AreEqual("FF00000000000000007F03004E554C4C", Convert.ToHexString(greeting[..16]));
        Assert.IsTrue(greeting[16..].All(value => value == 0));
        ZmtpGreeting.Check(greeting);
    }

    [TestMethod]
    [DataRow(0, (byte)0xFE, "ZMTP")]
    [DataRow(9, (byte)0x7E, "ZMTP")]
    [DataRow(10, (byte)2, "ZMTP 2")]
    [DataRow(12, (byte)'C', "CULL")]
    public void Check_OfAnotherGreeting_Refuses(int index, byte value, string expected)
    {
        byte[] greeting = ZmtpGreeting.Create();
        greeting[index] = value;
        Assert.Contains(expected, Assert.ThrowsExactly<ZmtpException>(() => ZmtpGreeting.Check(greeting)).Message);
    }

    [TestMethod]
    public void Ready_AsCapturedFromLibzmq_IsRead()
    {
        byte[] wire = Convert.FromHexString("042F" + "055245414459" + "0B536F636B65742D54797065" + "00000006" + "4445414C4552"
            + "084964656E74697479" + "00000009" + "757569642D31323334");
        wire[1] = (byte)(wire.Length - 2);
        ZmtpReady ready = ZmtpReady.Parse(ZmtpFrame.Read(new MemoryStream(wire), 1000));
        Assert.AreEqual("DEALER", ready.SocketType);
        Assert.AreSequenceEqual("uuid-1234"u8.ToArray(), ready.Identity);
    }

    [TestMethod]
    [DataRow("0005524541445900")]
    [DataRow("04055245414458")]
    [DataRow("040552454144590B536F636B")]
    [DataRow("040552454144590141FFFFFFFF")]
    [DataRow("04")]
    public void Parse_OfAMalformedReady_Refuses(string flagsAndBody)
    {
        byte[] bytes = Convert.FromHexString(flagsAndBody);
        Assert.ThrowsExactly<ZmtpException>(() => ZmtpReady.Parse(new ZmtpFrame(bytes[0], bytes[1..])));
    }
}
