using System.IO.Compression;
using DigitML.Imaging.Fax;

namespace DigitML.Imaging.Tiff;

/// <summary>Unpacks the rows of one block one after the other.</summary>
internal abstract class TiffRows : IDisposable
{
    /// <summary>The decoder for a block.</summary>
    /// <param name="header">Says how it is compressed.</param>
    /// <param name="data">The compressed bytes.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="t4Options">The field T4Options.</param>
    public static TiffRows Open(TiffHeader header, ReadOnlyMemory<byte> data, int width, long t4Options) => header.Compression switch
    {
        TiffCompression.None => new RawRows(data),
        TiffCompression.PackBits => new PackBitsRows(data),
        TiffCompression.Lzw => new LzwRows(data),
        TiffCompression.ModifiedHuffman => new FaxRows(new FaxDecoder(data, width, FaxVariant.ModifiedHuffman)),
        TiffCompression.Group3 => new FaxRows(
            new FaxDecoder(data, width, (t4Options & 1) != 0 ? FaxVariant.Group3TwoDimensional : FaxVariant.Group3)),
        TiffCompression.Group4 => new FaxRows(new FaxDecoder(data, width, FaxVariant.Group4)),
        _ => new DeflateRows(data),
    };

    /// <summary>Unpacks the next row.</summary>
    /// <exception cref="DigitMLException">The data is at its end or damaged; the message is a clause without the file's name.</exception>
    public void Read(Span<byte> row)
    {
        if (Fill(row) < row.Length) { throw new DigitMLException("no further data"); }
    }

    /// <summary>Frees what unpacking took; nothing unless a decoder says otherwise.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>Unpacks bytes until the row is full or the data at its end; returns how many.</summary>
    protected abstract int Fill(Span<byte> row);

    private sealed class RawRows(ReadOnlyMemory<byte> data) : TiffRows
    {
        private int _position;

        protected override int Fill(Span<byte> row)
        {
            int count = Math.Min(row.Length, data.Length - _position);
            data.Span.Slice(_position, count).CopyTo(row);
            _position += count;
            return count;
        }
    }

    private sealed class LzwRows(ReadOnlyMemory<byte> data) : TiffRows
    {
        // Files before TIFF 5.0 start with their low bits, so with a byte of 0 and an odd one: the code of 256 that clears the table.
        private readonly LzwDecoder _decoder = new(data, 8,
            data.Length > 1 && data.Span[0] == 0 && (data.Span[1] & 1) != 0 ? LzwVariant.LowBitsFirst : LzwVariant.Tiff);

        protected override int Fill(Span<byte> row) => _decoder.Read(row);
    }

    private sealed class FaxRows(FaxDecoder decoder) : TiffRows
    {
        protected override int Fill(Span<byte> row)
        {
            decoder.Read(row);
            return row.Length;
        }
    }

    private sealed class DeflateRows(ReadOnlyMemory<byte> data) : TiffRows
    {
        private readonly ZLibStream _stream = new(new MemoryStream(data.ToArray(), writable: false), CompressionMode.Decompress);

        public override void Dispose()
        {
            _stream.Dispose();
            base.Dispose();
        }

        protected override int Fill(Span<byte> row)
        {
            try
            {
                return _stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                throw new DigitMLException("no valid zlib stream", error);
            }
        }
    }

    /// <summary>Runs of bytes, which may go on in the next row (TIFF 6.0, section 9, forbids it, but files have it).</summary>
    private sealed class PackBitsRows(ReadOnlyMemory<byte> data) : TiffRows
    {
        private int _position;
        private int _left;
        private bool _repeats;

        protected override int Fill(Span<byte> row)
        {
            int filled = 0;
            while (filled < row.Length && (_left > 0 || ReadCode()))
            {
                int count = Math.Min(_left, row.Length - filled);
                // A run's byte stays in place until its last use.
                count = _repeats ? count : Math.Min(count, data.Length - _position);
                if (count == 0 || _position >= data.Length) { break; }
                Span<byte> target = row.Slice(filled, count);
                if (_repeats) { target.Fill(data.Span[_position]); } else { data.Span.Slice(_position, count).CopyTo(target); }
                filled += count;
                _left -= count;
                _position += _repeats ? (_left == 0 ? 1 : 0) : count;
            }
            return filled;
        }

        private bool ReadCode()
        {
            // -128 does nothing.
            while (_position < data.Length && data.Span[_position] == 128) { _position++; }
            if (_position >= data.Length) { return false; }
            int code = (sbyte)data.Span[_position++];
            _repeats = code < 0;
            _left = Math.Abs(code) + 1;
            return true;
        }
    }
}
