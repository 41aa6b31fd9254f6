using System.IO.Compression;
using System.Security.Cryptography;

namespace DigitML.Data.Formats.NumPy;

/// <summary>A .npz file, NumPy's archive of arrays: each is read when it is wanted.</summary>
internal sealed class NpzFile : IDisposable
{
    /// <summary>Deflate packs blank images a thousandfold, drawings hardly twentyfold.</summary>
    private const int MostExpansion = 100;

    /// <summary>What may be unpacked whatever the expansion.</summary>
    private const long HarmlessLength = 256L << 20;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive _archive;
    private readonly IProgress<DatasetProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">It is no archive.</exception>
    public NpzFile(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        (_path, _progress, _cancellation) = (path, progress, cancellationToken);
        _file = DatasetStream.OpenFile(path);
        try
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(_file));
            _file.Position = 0;
            _archive = Unpacking(() => new ZipArchive(_file, ZipArchiveMode.Read));
            foreach (ZipArchiveEntry entry in Unpacking(() => _archive.Entries))
            {
                string name = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
                if (!_entries.TryAdd(name, entry))
                {
                    throw new DigitMLException($"'{path}' holds two arrays named {name}; save it again.");
                }
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>What the arrays are called, without <c>.npy</c>.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>SHA-256 of the file as it is.</summary>
    public string Sha256 { get; }

    /// <summary>The first of these names that an array has, upper and lower case the same; null if none has.</summary>
    public string? Find(params string[] names) => names.FirstOrDefault(_entries.ContainsKey);

    /// <summary>Reads an array.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="DigitMLException">It is malformed, damaged, or unpacks to far more than it should.</exception>
    public NpyArray Read(string name)
    {
        ZipArchiveEntry entry = _entries[name];
        string source = $"{_path}:{entry.FullName}";
        if (entry.Length > Array.MaxLength || (entry.Length > HarmlessLength && entry.Length / MostExpansion > entry.CompressedLength))
        {
            throw new DigitMLException($"'{source}' would unpack from {entry.CompressedLength:N0} to {entry.Length:N0} bytes; "
                + $"at most {MostExpansion} times as much, and {Array.MaxLength:N0} bytes, are unpacked.");
        }
        return Unpacking(() =>
        {
            using var stream = new DatasetStream(entry.Open(), source, entry.Length, _progress, _cancellation) { Crc = entry.Crc32 };
            return NpyReader.Read(stream, trusted: Math.Min(entry.Length, entry.CompressedLength * 4));
        });
    }

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    // The archive's own complaints speak of zip structures: they become one sentence, ours pass as they are.
    private T Unpacking<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException
            or ArgumentException or OverflowException)
        {
            throw new DigitMLException($"'{_path}' is no ZIP archive of arrays, or it is damaged; fetch or save it again.", exception);
        }
    }
}
