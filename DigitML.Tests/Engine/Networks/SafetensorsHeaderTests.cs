using System.Text;

namespace DigitML.Tests.Engine.Networks;

[TestClass]
public sealed class SafetensorsHeaderTests
{
    private const string Good =
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2,1],"data_offsets":[8,12]}}""";

    [TestMethod]
    public void Parse_FewerThanEightBytes_IsRefused() => AssertRefused([1, 0, 0], "has 3 bytes");

    [TestMethod]
    public void Parse_HeaderBeyondTheFile_IsRefused() =>
        AssertRefused([200, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8], "announces a header of 200 bytes");

    [TestMethod]
    public void Parse_HeaderLengthOfAllOnes_IsRefused() =>
        AssertRefused([255, 255, 255, 255, 255, 255, 255, 255, .. "{}"u8], "announces a header of 18446744073709551615 bytes");

    [TestMethod]
    public void Parse_HeaderOverTheLimit_IsRefused()
    {
        var header = new byte[100_000_001];
        header.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(header);

        AssertRefused(SafetensorsFileTests.Bytes(header, 0), "at most 100000000");
    }

    [TestMethod]
    public void Parse_NotUtf8_IsRefused() =>
        AssertRefused(SafetensorsFileTests.Bytes([.. "{\"a"u8, 0xC3, 0x28, .. "\":{}}"u8], 0), "not UTF-8");

    [TestMethod]
    [DataRow("", "does not start with '{'")]
    [DataRow("[]", "does not start with '{'")]
    [DataRow(" {}", "does not start with '{'")]
    [DataRow("{", "not valid JSON")]
    [DataRow("{} x", "not valid JSON")]
    [DataRow("{\"a\":1,}", "not valid JSON")]
    [DataRow("{\"\\ud800\":{}}", "not text")]
    [DataRow("{\"a\":1}", "'a' is Number in the header, but must be an object")]
    [DataRow("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", "not valid JSON")]
    [DataRow("{\"__metadata__\":[]}", "__metadata__ is Array")]
    [DataRow("{\"__metadata__\":{\"k\":1}}", "has Number for 'k'")]
    [DataRow("{\"__metadata__\":{\"k\":null}}", "has Null for 'k'")]
    public void Parse_HeaderThatIsNoObjectOfTensors_IsRefused(string header, string message) => AssertRefused(header, 0, message);

    [TestMethod]
    public void Parse_TwoTensorsOfOneName_IsRefused() => AssertRefused(Good.Replace("\"b\"", "\"a\"", StringComparison.Ordinal), 12, "'a'");

    [TestMethod]
    public void Parse_NestingBomb_IsRefused() =>
        AssertRefused("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}", 0, "depth");

    [TestMethod]
    [DataRow("\"F4\"")]
    [DataRow("\"f32\"")]
    [DataRow("\"3\"")]
    [DataRow("\"\"")]
    [DataRow("32")]
    [DataRow("null")]
    public void Parse_UnknownType_IsRefused(string type) =>
        AssertRefused(SafetensorsFileTests.Header(type, "[2]", "[0,8]"), 8, "'a' has dtype");

    [TestMethod]
    [DataRow("[-2]", "dimension -2 at index 0")]
    [DataRow("[1.5]", "dimension 1.5 at index 0")]
    [DataRow("[2.0]", "dimension 2.0 at index 0")]
    [DataRow("[2e0]", "dimension 2e0 at index 0")]
    [DataRow("[2, \"1\"]", "dimension \"1\" at index 1")]
    [DataRow("[2147483648]", "dimension 2147483648 at index 0")]
    [DataRow("[9999999999999999999999]", "dimension 9999999999999999999999")]
    [DataRow("[2147483647,2147483647,2147483647]", "more than can be counted")]
    [DataRow("[2147483647,2147483647,2147483647,0]", "more than can be counted")]
    [DataRow("2", "has no shape")]
    [DataRow("[3]", "8 bytes, but F32 elements of shape [3] take 12")]
    [DataRow("[]", "take 4")]
    [DataRow("[2,0]", "take 0")]
    public void Parse_ShapeThatDoesNotFit_IsRefused(string shape, string message) =>
        AssertRefused(SafetensorsFileTests.Header("\"F32\"", shape, "[0,8]"), 8, message);

    [TestMethod]
    public void Parse_ShapeOfThousandsOfDimensions_IsRefused() =>
        AssertRefused(SafetensorsFileTests.Header("\"F32\"", $"[{string.Join(',', new int[5000])}]", "[0,0]"), 0, "5000 dimensions");

    [TestMethod]
    [DataRow("[8,0]", "has [8,0] as data_offsets")]
    [DataRow("[-8,0]", "has [-8,0] as data_offsets")]
    [DataRow("[0]", "has [0] as data_offsets")]
    [DataRow("[0,8,8]", "as data_offsets")]
    [DataRow("[0,8.0]", "as data_offsets")]
    [DataRow("[\"0\",8]", "as data_offsets")]
    [DataRow("[0,99999999999999999999]", "as data_offsets")]
    [DataRow("8", "has 8 as data_offsets")]
    [DataRow("[0,9]", "9 bytes, but")]
    [DataRow("[4,12]", "leaves a hole after the tensor data at 0")]
    [DataRow("[9223372036854775799,9223372036854775807]", "leaves a hole")]
    public void Parse_OffsetsThatDoNotFit_IsRefused(string offsets, string message) =>
        AssertRefused(SafetensorsFileTests.Header("\"F32\"", "[2]", offsets), 8, message);

    [TestMethod]
    public void Parse_MissingFields_IsRefused()
    {
        AssertRefused("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "has dtype ''");
        AssertRefused("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "has no shape");
        AssertRefused("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "has nothing as data_offsets");
    }

    [TestMethod]
    public void Parse_OverlappingTensors_IsRefused() => AssertRefused(
        Good.Replace("[8,12]", "[4,8]", StringComparison.Ordinal),
        8,
        "'b' starts at data offset 4 and overlaps the tensor before it, which ends at 8");

    [TestMethod]
    public void Parse_HoleBetweenTensors_IsRefused() =>
        AssertRefused(Good.Replace("[8,12]", "[9,13]", StringComparison.Ordinal), 13, "'b' starts at data offset 9 and leaves a hole");

    [TestMethod]
    public void Parse_TrailingBytes_IsRefused() => AssertRefused(Good, 13, "the tensors end at data offset 12, but there are 13 bytes");

    [TestMethod]
    public void Parse_DataCutOff_IsRefused() =>
        AssertRefused(Good, 11, "the tensors end at data offset 12, but there are 11 bytes of data: the file is cut off");

    [TestMethod]
    public void Parse_EveryTruncation_IsRefused()
    {
        byte[] bytes = SafetensorsFileTests.Bytes(Good, 12);
        for (int length = 0; length < bytes.Length; length++)
        {
            AssertRefused(bytes[..length], "some.safetensors");
        }
    }

    [TestMethod]
    public void Parse_EverySingleBitFlip_IsRefusedOrValid()
    {
        byte[] bytes = SafetensorsFileTests.Bytes("""{"__metadata__":{"k":"\u00e9é"},""" + Good[1..], 12);
        int refused = 0;
        for (int bit = 0; bit < (bytes.Length - 12) * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                SafetensorsFileTests.Parse(flipped);
            }
            catch (DigitMLException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(bytes.Length * 4, refused);
    }

    private static void AssertRefused(string header, int dataLength, string message) =>
        AssertRefused(SafetensorsFileTests.Bytes(Encoding.UTF8.GetBytes(header), dataLength), message);

    private static void AssertRefused(byte[] bytes, string message)
    {
        var exception = Assert.ThrowsExactly<DigitMLException>(() => SafetensorsFileTests.Parse(bytes));

        Assert.Contains(message, exception.Message);
        Assert.StartsWith("some.safetensors", exception.Message);
        Assert.DoesNotContain("\n", exception.Message);
    }
}
