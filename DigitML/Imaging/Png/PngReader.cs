using System.IO.Compression;

namespace DigitML.Imaging.Png;

/// <summary>Reads PNG pictures of every kind as grey (W3C, Portable Network Graphics specification, second edition).</summary>
internal sealed class PngReader
{
    // Deflate spends at least 2 bits on a run of 258 bytes.
    private const int BestCompression = 1032;

    private const int BlockBytes = 1 << 15;

    private readonly ImageSource _source;
    private readonly PngFile _file;
    private readonly PngGrayConverter _converter;
    private readonly byte[] _pixels;

    private PngReader(ImageSource source)
    {
        _source = source;
        _file = PngFile.Parse(source);
        CheckDataLength();
        _converter = new PngGrayConverter(source, _file);
        _pixels = new byte[_file.Header.Width * _file.Header.Height];
    }

    /// <summary>The eight bytes every PNG file starts with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a file that starts with the signature.</summary>
    /// <exception cref="DigitMLException">The content is malformed or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new PngReader(source);
        reader.ReadPixels();
        return GrayImage.Wrap(reader._file.Header.Width, reader._file.Header.Height, reader._pixels);
    }

    private void CheckDataLength()
    {
        PngHeader header = _file.Header;
        long needed = PngPass.Create(header).Sum(pass => pass.Rows(header.Height) * (1L + header.RowBytes(pass.Columns(header.Width))));
        if (_file.DataLength < needed / BestCompression)
        {
            throw _source.Malformed(_file.DataOffset, $"{_file.DataLength:N0} bytes of image data cannot hold the {header.Width:N0} x "
                + $"{header.Height:N0} pixels the header claims; the file is damaged, so get a fresh copy.");
        }
    }

    private void ReadPixels()
    {
        using var compressed = new MemoryStream(_file.JoinData(), writable: false);
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        // Many rows at a time.
        using var inflated = new BufferedStream(zlib, BlockBytes);
        foreach (PngPass pass in PngPass.Create(_file.Header))
        {
            ReadPass(inflated, pass);
        }
        if (Inflate(inflated, new byte[1]) != 0)
        {
            throw _source.Malformed(_file.DataOffset, "the image data goes on after the last pixel; the file is malformed, "
                + "so save the image anew as PNG.");
        }
    }

    private void ReadPass(Stream inflated, PngPass pass)
    {
        int columns = pass.Columns(_file.Header.Width);
        int rowBytes = _file.Header.RowBytes(columns);
        // One byte more in front: the filter.
        byte[] row = new byte[1 + rowBytes];
        byte[] above = new byte[1 + rowBytes];
        byte[] spaced = new byte[columns];
        for (int y = pass.Top; y < _file.Header.Height; y += pass.StepY)
        {
            ReadRow(inflated, row, y);
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), _file.Header.FilterBytes);
            Span<byte> line = _pixels.AsSpan(y * _file.Header.Width, _file.Header.Width);
            _converter.Convert(row.AsSpan(1), pass.StepX == 1 ? line : spaced);
            if (pass.StepX > 1) { Spread(spaced, pass, line); }
            (row, above) = (above, row);
        }
    }

    private static void Spread(ReadOnlySpan<byte> gray, PngPass pass, Span<byte> line)
    {
        for (int i = 0; i < gray.Length; i++)
        {
            line[pass.Left + i * pass.StepX] = gray[i];
        }
    }

    private void ReadRow(Stream inflated, byte[] row, int y)
    {
        int read = Inflate(inflated, row);
        if (read < row.Length)
        {
            throw _source.Malformed(_file.DataOffset, $"the image data ends within row {y:N0} of {_file.Header.Height:N0}; "
                + "the file is cut off or damaged, so get a complete copy.");
        }
        if (row[0] >= PngFilter.Count)
        {
            throw _source.Malformed(_file.DataOffset, $"row {y:N0} has filter {row[0]}, but there are only 0 to {PngFilter.Count - 1}; "
                + "the file is damaged, so get a fresh copy.");
        }
    }

    private int Inflate(Stream inflated, byte[] buffer)
    {
        try
        {
            return inflated.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw _source.Malformed(_file.DataOffset, "the image data is no valid zlib stream; the file is damaged, "
                + "so get a fresh copy.", error);
        }
    }
}
