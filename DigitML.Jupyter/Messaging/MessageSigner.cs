using System.Security.Cryptography;
using System.Text;

namespace DigitML.Jupyter.Messaging;

/// <summary>Signs messages and checks signatures: HMAC-SHA256 over the four dictionaries, in lower-case hexadecimal digits.</summary>
/// <param name="key">The front end's key; empty for neither signatures nor checks.</param>
internal sealed class MessageSigner(string key)
{
    private const int Remembered = 1 << 16;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _order = new();
    private readonly Lock _gate = new();

    /// <summary>The signature of the frames as they go over the wire.</summary>
    public byte[] Sign(params IEnumerable<byte[]> frames)
    {
        if (_key.Length == 0) { return []; }
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] frame in frames) { hash.AppendData(frame); }
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a signature is right, and was not seen before: a message that is sent twice is somebody else's copy.</summary>
    public bool Accepts(byte[] signature, params IEnumerable<byte[]> frames)
    {
        if (_key.Length == 0) { return true; }
        return CryptographicOperations.FixedTimeEquals(signature, Sign(frames)) && IsNew(Encoding.ASCII.GetString(signature));
    }

    private bool IsNew(string signature)
    {
        lock (_gate)
        {
            if (!_seen.Add(signature)) { return false; }
            _order.Enqueue(signature);
            if (_order.Count > Remembered) { _seen.Remove(_order.Dequeue()); }
            return true;
        }
    }
}
