using System.IO.Compression;
using System.Text;

namespace DigitML.Tests.Data;

/// <summary>Writes NumPy's files as its documentation describes them.</summary>
internal static class NpyBytes
{
    /// <summary>A .npy file.</summary>
    /// <param name="type">NumPy's type, such as |u1.</param>
    /// <param name="shape">The shape as Python writes it.</param>
    /// <param name="data">The elements.</param>
    /// <param name="order">What follows fortran_order.</param>
    public static byte[] Of(string type, string shape, byte[] data, string order = "False")
        => WithHeader($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}", data);

    /// <summary>A .npy file with any header.</summary>
    public static byte[] WithHeader(string header, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header.PadRight(117) + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    /// <summary>A .npz file.</summary>
    public static byte[] Archive(params (string Name, byte[] Content)[] arrays)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in arrays)
            {
                using Stream entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
