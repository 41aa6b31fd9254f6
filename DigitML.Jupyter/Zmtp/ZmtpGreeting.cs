using System.Text;

namespace DigitML.Jupyter.Zmtp;

/// <summary>The 64 bytes with which both sides begin (ZMTP 3.0, section "Greeting").</summary>
/// <remarks>
/// Version 3.0 is announced: to such a peer subscriptions are sent as messages, and no PING is.
/// </remarks>
internal static class ZmtpGreeting
{
    /// <summary>Length of a greeting, in bytes.</summary>
    public const int Length = 64;

    private const int SignatureEnd = 9, MajorVersion = 10, Mechanism = 12, MechanismLength = 20;

    /// <summary>Our greeting: version 3.0, mechanism NULL, not as a server.</summary>
    public static byte[] Create()
    {
        var greeting = new byte[Length];
        greeting[0] = 0xFF;
        greeting[SignatureEnd] = 0x7F;
        greeting[MajorVersion] = 3;
        Encoding.ASCII.GetBytes("NULL", greeting.AsSpan(Mechanism));
        return greeting;
    }

    /// <summary>Checks a peer's greeting. The padding of the signature and the minor version are the peer's own business.</summary>
    /// <exception cref="ZmtpException">It is no greeting, of a version before 3, or of another mechanism than NULL.</exception>
    public static void Check(ReadOnlySpan<byte> greeting)
    {
        if (greeting[0] != 0xFF || greeting[SignatureEnd] != 0x7F) { throw new ZmtpException("The peer does not speak ZMTP."); }
        if (greeting[MajorVersion] < 3) { throw new ZmtpException($"The peer speaks ZMTP {greeting[MajorVersion]}; 3 is wanted."); }
        string mechanism = Encoding.ASCII.GetString(greeting.Slice(Mechanism, MechanismLength)).TrimEnd('\0');
        if (mechanism != "NULL") { throw new ZmtpException($"The peer wants the mechanism {mechanism}; only NULL is served."); }
    }
}
