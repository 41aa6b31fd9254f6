using System.Text;
using System.Text.Json.Nodes;
using DigitML.Jupyter.Messaging;
using DigitML.Tests.Data;

namespace DigitML.Tests.Jupyter;

[TestClass]
public sealed class MessagingTests
{
    [TestMethod]
    public void Sign_IsTheHmacOfRfc4231()
    {
        // Test case 2 of the RFC, its data cut in two frames.
        byte[] signature = new MessageSigner("Jefe").Sign("what do ya want "u8.ToArray(), "for nothing?"u8.ToArray());
        Assert.AreEqual("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", Encoding.ASCII.GetString(signature));
    }

    [TestMethod]
    public void Accepts_ASignature_OnlyOnceAndOnlyTheRightOne()
    {
        var signer = new MessageSigner("key");
        byte[] frame = [1, 2, 3], signature = signer.Sign(frame);
        Assert.IsFalse(signer.Accepts(signature, [1, 2, 4]));
        Assert.IsFalse(signer.Accepts([], frame));
        Assert.IsTrue(signer.Accepts(signature, frame));
        Assert.IsFalse(signer.Accepts(signature, frame));
    }

    [TestMethod]
    public void Accepts_WithoutAKey_Everything()
    {
        var signer = new MessageSigner("");
        Assert.IsEmpty(signer.Sign([1]));
        Assert.IsTrue(signer.Accepts([], [1]));
        Assert.IsTrue(signer.Accepts([], [1]));
    }

    [TestMethod]
    public void Encode_OfAMessage_HasTheParentsBytesAsTheyCame()
    {
        byte[] parent = Encoding.UTF8.GetBytes("{ \"msg_id\" : \"é\" }");
        List<byte[]> frames = new MessageCodec(new MessageSigner("k"), "s").Encode([[9]], "status", parent, new JsonObject { ["a"] = "\U0001F642" });
        Assert.HasCount(7, frames);
        Assert.AreSequenceEqual(new byte[] { 9 }, frames[0]);
        Assert.AreSequenceEqual(parent, frames[4]);
        Assert.AreEqual("\U0001F642", JsonNode.Parse(frames[6])!["a"]!.GetValue<string>());
        Assert.AreEqual("status", JsonNode.Parse(frames[3])!["msg_type"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("a\U0001F642b", 0, 0)]
    [DataRow("a\U0001F642b", 1, 1)]
    [DataRow("a\U0001F642b", 2, 3)]
    [DataRow("a\U0001F642b", 3, 4)]
    [DataRow("\ud83d", 1, 1)]
    public void CodePoints_AndIndices_AreTwoWaysToCount(string text, int codePoints, int index)
    {
        Assert.AreEqual(index, CodePoints.ToIndex(text, codePoints));
        Assert.AreEqual(codePoints, CodePoints.FromIndex(text, index));
    }

    [TestMethod]
    public void ToIndex_BeyondTheText_IsItsEnd() => Assert.AreEqual(2, CodePoints.ToIndex("ab", 100));

    [TestMethod]
    [DataRow("{", "is no connection file")]
    [DataRow("[]", "is no connection file")]
    [DataRow("{\"ip\":\"0.0.0.0\"}", "ip is 0.0.0.0; it must be 127.0.0.1")]
    [DataRow("{\"transport\":\"ipc\"}", "transport is ipc; it must be tcp")]
    [DataRow("{\"signature_scheme\":\"hmac-md5\"}", "signature_scheme is hmac-md5; it must be hmac-sha256")]
    [DataRow("{\"key\":\"k\"}", "shell_port is missing; it must be a port from 1 to 65535")]
    [DataRow("{\"shell_port\":70000}", "shell_port is 70000; it must be a port from 1 to 65535")]
    public void Load_OfAWrongConnectionFile_SaysWhatIsWanted(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("connection.json", Encoding.UTF8.GetBytes(content));
        Assert.Contains(expected, Assert.ThrowsExactly<DigitMLException>(() => ConnectionFile.Load(path)).Message);
    }
}
