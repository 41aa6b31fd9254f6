using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using DigitML.Imaging.Png;

namespace DigitML.Data;

/// <summary>The unpacked bytes of a data file, read in order: reports progress, can be cancelled, sums up what it read.</summary>
internal sealed class DatasetStream : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IProgress<DatasetProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private long _position;
    private FileStream? _packed;
    private uint _crc;

    /// <summary>Reads a stream that is then this object's to close.</summary>
    /// <param name="stream">Unpacked bytes, or a stream that unpacks.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="length">How many bytes there are; null if not known.</param>
    /// <param name="progress">Told how far the reading is; null for nobody.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public DatasetStream(
        Stream stream, string source, long? length, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        (_stream, Source, Length, _progress, _cancellation) = (stream, source, length, progress, cancellationToken);
    }

    /// <summary>The CRC-32 that all bytes must have, which an archive keeps beside them; null if nobody knows it.</summary>
    public uint? Crc { get; init; }

    /// <summary>What messages call the file.</summary>
    public string Source { get; }

    /// <summary>How many bytes there are when unpacked; null if only reading tells.</summary>
    public long? Length { get; }

    /// <summary>Opens a file, plain or gzip: told apart by the first two bytes, not by the name.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DatasetStream Open(string path, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        FileStream file = OpenFile(path);
        Span<byte> start = stackalloc byte[2];
        bool packed = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        file.Position = 0;
        return packed
            ? new(new GZipStream(file, CompressionMode.Decompress), path, null, progress, cancellationToken) { _packed = file }
            : new(file, path, file.Length, progress, cancellationToken);
    }

    /// <summary>Opens a file as it is.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileStream OpenFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'; give the path of a data set's file.", path);
        }
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"'{path}' may not be read; change its permissions or copy it.", exception);
        }
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="DigitMLException">The file cannot be unpacked, or is cut short or damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public int Fill(Span<byte> buffer)
    {
        _cancellation.ThrowIfCancellationRequested();
        int count;
        try
        {
            count = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new DigitMLException($"'{Source}' is packed but cannot be unpacked beyond byte {_position}; "
                + "fetch or copy it again.", exception);
        }
        _hash.AppendData(buffer[..count]);
        _position += count;
        _crc = Crc is null ? 0 : Crc32.Compute(buffer[..count], _crc);
        _progress?.Report(new(Path.GetFileName(Source), DatasetPhase.Reading, _position, Length));
        if (count < buffer.Length)
        {
            CheckEnd();
        }
        return count;
    }

    // Neither GZipStream nor ZipArchive complains of a packed file that ends early, or of an entry with another checksum.
    private void CheckEnd()
    {
        if (_packed is not null && _position % (1L << 32) != ReadUnpackedLength(_packed))
        {
            throw new DigitMLException($"'{Source}' is cut short or packed in pieces: it unpacks to {_position:N0} bytes, but says "
                + "another number at its end; fetch it again or unpack it with gunzip.");
        }
        if (Crc is { } wanted && _crc != wanted)
        {
            throw new DigitMLException($"'{Source}' is damaged: its CRC-32 is {_crc:X8}, the archive says {wanted:X8}; fetch it again.");
        }
    }

    // The last four bytes of a gzip file (RFC 1952, ISIZE).
    private static uint ReadUnpackedLength(FileStream file)
    {
        Span<byte> end = stackalloc byte[4];
        file.Seek(-Math.Min(file.Length, end.Length), SeekOrigin.End);
        _ = file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    /// <summary>SHA-256 of all that was read, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose()
    {
        _hash.Dispose();
        _stream.Dispose();
    }
}
