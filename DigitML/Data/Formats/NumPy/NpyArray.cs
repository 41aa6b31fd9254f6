using System.Numerics;
using System.Text;

namespace DigitML.Data.Formats.NumPy;

/// <summary>An array of a .npy file, as stored.</summary>
/// <param name="Source">What messages call it.</param>
/// <param name="Header">What its elements are and how they lie.</param>
/// <param name="Data">The elements' bytes: as many as the header promises.</param>
/// <param name="Sha256">SHA-256 of the whole file.</param>
internal sealed record NpyArray(string Source, NpyHeader Header, byte[] Data, string Sha256)
{
    /// <summary>How many elements there are.</summary>
    public int Length => (int)Header.Length;

    /// <summary>The bytes of one element.</summary>
    public ReadOnlySpan<byte> Element(int index) => Data.AsSpan(index * Header.ElementSize, Header.ElementSize);

    /// <summary>One element as a number.</summary>
    /// <param name="index">Its place in storage order.</param>
    public double Number(int index)
    {
        ReadOnlySpan<byte> bytes = Element(index);
        return (Header.Kind, bytes.Length) switch
        {
            ('u' or 'b', 1) => bytes[0],
            ('i', 1) => (sbyte)bytes[0],
            ('u', 2) => Read<ushort>(bytes, isUnsigned: true),
            ('i', 2) => Read<short>(bytes, isUnsigned: false),
            ('u', 4) => Read<uint>(bytes, isUnsigned: true),
            ('i', 4) => Read<int>(bytes, isUnsigned: false),
            ('u', 8) => Read<ulong>(bytes, isUnsigned: true),
            ('i', 8) => Read<long>(bytes, isUnsigned: false),
            ('f', 2) => (double)BitConverter.UInt16BitsToHalf(Read<ushort>(bytes, isUnsigned: true)),
            ('f', 4) => BitConverter.UInt32BitsToSingle(Read<uint>(bytes, isUnsigned: true)),
            _ => BitConverter.UInt64BitsToDouble(Read<ulong>(bytes, isUnsigned: true)),
        };
    }

    /// <summary>One element of text, the padding cut off.</summary>
    /// <param name="index">Its place in storage order.</param>
    /// <exception cref="DigitMLException">It holds what is no character.</exception>
    public string Text(int index)
    {
        ReadOnlySpan<byte> bytes = Element(index);
        var text = new StringBuilder();
        int step = Header.Kind == 'U' ? 4 : 1;
        for (int i = 0; i < bytes.Length; i += step)
        {
            uint code = step == 1 ? bytes[i] : Read<uint>(bytes.Slice(i, 4), isUnsigned: true);
            if (!Rune.IsValid(code))
            {
                throw new DigitMLException($"'{Source}', label {index} holds 0x{code:X}, which is no character; write the array again.");
            }
            text.Append(new Rune(code).ToString());
        }
        return text.ToString().TrimEnd('\0');
    }

    private T Read<T>(ReadOnlySpan<byte> bytes, bool isUnsigned)
        where T : unmanaged, IBinaryInteger<T>
        => Header.IsBigEndian ? T.ReadBigEndian(bytes, isUnsigned) : T.ReadLittleEndian(bytes, isUnsigned);
}
