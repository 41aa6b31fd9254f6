using System.Buffers.Binary;

namespace DigitML.Jupyter.Zmtp;

/// <summary>A frame on the wire: a byte of flags, the body's size in 1 or 8 bytes, the body (ZMTP 3.0, section "Framing").</summary>
/// <param name="Flags">Bits of <see cref="More"/>, <see cref="Long"/> and <see cref="Command"/>.</param>
/// <param name="Body">What it carries.</param>
internal readonly record struct ZmtpFrame(byte Flags, byte[] Body)
{
    /// <summary>Another frame of the same message follows.</summary>
    public const byte More = 1;

    /// <summary>The size has 8 bytes instead of 1.</summary>
    public const byte Long = 2;

    /// <summary>The frame is a command for the protocol, no message.</summary>
    public const byte Command = 4;

    private const int ShortestLongBody = 256;
    private const int Piece = 64 << 10;

    /// <summary>Whether another frame of the same message follows.</summary>
    public bool HasMore => (Flags & More) != 0;

    /// <summary>Whether it is a command.</summary>
    public bool IsCommand => (Flags & Command) != 0;

    /// <summary>Reads a frame. Memory is taken as the bytes come, not as they are claimed.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="longest">The longest body that is accepted, in bytes.</param>
    /// <exception cref="ZmtpException">Unknown flags, a command in parts, or a longer body.</exception>
    /// <exception cref="EndOfStreamException">The peer ended the connection.</exception>
    public static ZmtpFrame Read(Stream stream, long longest)
    {
        Span<byte> head = stackalloc byte[9];
        stream.ReadExactly(head[..2]);
        byte flags = head[0];
        if (flags > (More | Long | Command) || (flags & (More | Command)) == (More | Command))
        {
            throw new ZmtpException($"A frame has the flags {flags}, which mean nothing.");
        }

        long size = head[1];
        if ((flags & Long) != 0)
        {
            stream.ReadExactly(head[2..]);
            size = BinaryPrimitives.ReadInt64BigEndian(head[1..]);
        }

        if ((ulong)size > (ulong)longest) { throw new ZmtpException($"A frame claims {(ulong)size} bytes; {longest} are allowed."); }
        return new ZmtpFrame(flags, ReadBody(stream, (int)size));
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="flags"><see cref="More"/>, <see cref="Command"/> or 0.</param>
    /// <param name="body">What it carries.</param>
    public static void Write(MemoryStream to, byte flags, ReadOnlySpan<byte> body)
    {
        if (body.Length < ShortestLongBody)
        {
            to.WriteByte(flags);
            to.WriteByte((byte)body.Length);
        }
        else
        {
            Span<byte> size = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(size, body.Length);
            to.WriteByte((byte)(flags | Long));
            to.Write(size);
        }

        to.Write(body);
    }

    /// <summary>All frames of a message as they go over the wire.</summary>
    public static ReadOnlyMemory<byte> Encode(IReadOnlyList<byte[]> message)
    {
        var wire = new MemoryStream();
        for (int i = 0; i < message.Count; i++) { Write(wire, i < message.Count - 1 ? More : (byte)0, message[i]); }
        return wire.GetBuffer().AsMemory(0, (int)wire.Length);
    }

    private static byte[] ReadBody(Stream stream, int size)
    {
        var body = new byte[Math.Min(size, Piece)];
        int read = 0;
        while (read < size)
        {
            if (read == body.Length) { Array.Resize(ref body, (int)Math.Min(size, 2L * body.Length)); }
            stream.ReadExactly(body.AsSpan(read));
            read = body.Length;
        }

        return body;
    }
}
