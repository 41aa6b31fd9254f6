using System.Buffers.Binary;
using System.Text;

namespace DigitML.Jupyter.Zmtp;

/// <summary>The command with which a side says what it is (ZMTP 3.0, section "The NULL security mechanism").</summary>
/// <param name="SocketType">The peer's kind of socket, in capitals.</param>
/// <param name="Identity">Its identity, up to 255 bytes; empty when it has none.</param>
internal sealed record ZmtpReady(string SocketType, byte[] Identity)
{
    private const string Name = "READY";

    /// <summary>The command as one frame, ready to send.</summary>
    /// <param name="socketType">Our kind of socket.</param>
    public static byte[] Encode(string socketType)
    {
        var body = new MemoryStream();
        WriteText(body, Name);
        WriteText(body, "Socket-Type");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, socketType.Length);
        body.Write(length);
        body.Write(Encoding.ASCII.GetBytes(socketType));
        var frame = new MemoryStream();
        ZmtpFrame.Write(frame, ZmtpFrame.Command, body.ToArray());
        return frame.ToArray();
    }

    /// <summary>Reads the command.</summary>
    /// <exception cref="ZmtpException">It is another command, or its properties are malformed.</exception>
    public static ZmtpReady Parse(ZmtpFrame frame)
    {
        ReadOnlySpan<byte> rest = frame.Body;
        if (!frame.IsCommand || Take(ref rest, ShortLength(ref rest)) is var name && !name.SequenceEqual("READY"u8))
        {
            throw new ZmtpException("The peer's first frame is no READY.");
        }

        string type = "";
        byte[] identity = [];
        while (rest.Length > 0)
        {
            string property = Encoding.ASCII.GetString(Take(ref rest, ShortLength(ref rest))).ToUpperInvariant();
            int length = BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4));
            ReadOnlySpan<byte> value = Take(ref rest, length);
            if (property == "SOCKET-TYPE") { type = Encoding.ASCII.GetString(value).ToUpperInvariant(); }
            if (property == "IDENTITY") { identity = value.ToArray(); }
        }

        return identity.Length <= byte.MaxValue
            ? new ZmtpReady(type, identity)
            : throw new ZmtpException($"The peer's identity has {identity.Length} bytes; 255 are allowed.");
    }

    private static void WriteText(MemoryStream to, string text)
    {
        to.WriteByte((byte)text.Length);
        to.Write(Encoding.ASCII.GetBytes(text));
    }

    private static int ShortLength(ref ReadOnlySpan<byte> rest) => Take(ref rest, 1)[0];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        if ((uint)count > (uint)rest.Length) { throw new ZmtpException("A command ends within a property."); }
        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
