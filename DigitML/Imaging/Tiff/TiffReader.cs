namespace DigitML.Imaging.Tiff;

/// <summary>Reads the first page of TIFF files as grey (Adobe, TIFF Revision 6.0).</summary>
internal sealed class TiffReader
{
    private readonly ImageSource _source;
    private readonly TiffHeader _header;
    private readonly TiffBlocks _blocks;
    private readonly TiffGrayConverter _converter;
    private readonly long _t4Options;
    private readonly byte[] _pixels;
    // One row of a block, of every plane.
    private readonly byte[][] _rows;

    private TiffReader(ImageSource source)
    {
        _source = source;
        var directory = new TiffDirectory(source);
        _header = TiffHeader.Parse(source, directory);
        _blocks = new TiffBlocks(source, directory, _header);
        _converter = new TiffGrayConverter(directory, _header);
        _t4Options = directory.Number(TiffTag.T4Options, 0);
        _pixels = new byte[_header.Width * _header.Height];
        _rows = [.. Enumerable.Range(0, _header.Planar ? _header.Samples : 1).Select(_ => new byte[_blocks.RowBytes])];
    }

    /// <summary>What a TIFF file starts with: the order of bytes and the number 42, or 43 in a BigTIFF file.</summary>
    public static byte[][] Signatures =>
        [[.. "II*\0"u8], [.. "MM\0*"u8], [.. "II+\0"u8], [.. "MM\0+"u8]];

    /// <summary>Decodes a file that starts with a signature.</summary>
    /// <exception cref="DigitMLException">The content is malformed or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new TiffReader(source);
        for (int block = 0; block < reader._blocks.PerPlane; block++)
        {
            reader.ReadBlock(block);
        }
        return ImageOrientation.Apply(reader._header.Width, reader._header.Height, reader._pixels, reader._header.Orientation);
    }

    private void ReadBlock(int block)
    {
        int top = block / _blocks.Across * _blocks.Height, height = Math.Min(_blocks.Height, _header.Height - top);
        var planes = new List<TiffRows>();
        try
        {
            for (int plane = 0; plane < _rows.Length; plane++)
            {
                planes.Add(TiffRows.Open(_header, _blocks.Data(block + plane * _blocks.PerPlane, height), _blocks.Width, _t4Options));
            }
            ReadRows(planes, block, top, height);
        }
        finally
        {
            planes.ForEach(plane => plane.Dispose());
        }
    }

    private void ReadRows(List<TiffRows> planes, int block, int top, int height)
    {
        int left = block % _blocks.Across * _blocks.Width, columns = Math.Min(_blocks.Width, _header.Width - left);
        for (int y = top; y < top + height; y++)
        {
            for (int plane = 0; plane < planes.Count; plane++)
            {
                ReadRow(planes[plane], block + plane * _blocks.PerPlane, y, _rows[plane]);
            }
            _converter.Convert(_rows, _pixels.AsSpan(y * _header.Width + left, columns));
        }
    }

    private void ReadRow(TiffRows plane, int block, int y, byte[] row)
    {
        try
        {
            plane.Read(row);
        }
        catch (DigitMLException error)
        {
            throw _source.Malformed(_blocks.Offset(block), $"the data that starts here, compressed as {_header.Compression}, has {error.Message} "
                + $"in row {y:N0}; the file is cut off or damaged, so get a fresh copy.", error);
        }
        if (_header.Predicted && _header.Compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate)
        {
            _converter.UndoPredictor(row);
        }
    }
}
