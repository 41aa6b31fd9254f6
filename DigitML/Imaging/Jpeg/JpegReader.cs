namespace DigitML.Imaging.Jpeg;

/// <summary>
/// Reads JPEG pictures as grey: baseline, extended sequential and progressive, 8 bits, Huffman coded (ITU-T T.81 | ISO/IEC 10918-1).
/// </summary>
/// <remarks>
/// A file that is cut off is refused, where other decoders fill up with grey. Only the end marker may be missing, and only
/// from a sequential picture, of which it is known without it that nothing else is missing.
/// </remarks>
internal sealed class JpegReader
{
    private readonly ImageSource _source;
    private readonly JpegTables _tables;
    private readonly JpegColorMarks _marks = new();
    private int _orientation = ExifOrientation.Upright;
    private JpegFrame? _frame;
    private JpegProgress? _progress;

    private JpegReader(ImageSource source)
    {
        _source = source;
        _tables = new JpegTables(source);
    }

    /// <summary>The bytes every JPEG file starts with: the marker SOI and the first byte of the next one.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, JpegMarker.StartOfImage, 0xFF];

    /// <summary>Decodes a file that starts with the signature; what follows its end marker is ignored, as decoders do.</summary>
    /// <exception cref="DigitMLException">The content is malformed, of an unread kind, or the picture too large.</exception>
    public static GrayImage Read(ImageSource source)
    {
        var reader = new JpegReader(source);
        int end = reader.ReadSegments();
        JpegFrame frame = reader.CompleteFrame(end);
        if (frame.IsProgressive)
        {
            foreach (JpegComponent component in frame.Components)
            {
                component.TransformKept();
            }
        }
        byte[] pixels = JpegGrayConverter.Convert(frame, reader._marks.ColorOf(frame.Components));
        return ImageOrientation.Apply(frame.Width, frame.Height, pixels, reader._orientation);
    }

    /// <summary>Reads all up to the end marker.</summary>
    /// <returns>The offset of the end.</returns>
    private int ReadSegments()
    {
        int position = Signature.Length - 1;
        while (!IsEndWithoutMarker(position))
        {
            JpegSegment segment = JpegSegment.Read(_source, position);
            if (segment.Marker == JpegMarker.EndOfImage)
            {
                return segment.Offset;
            }
            position = segment.Marker == JpegMarker.StartOfScan ? ReadScan(segment) : segment.End;
            ReadSegment(segment);
        }
        return position;
    }

    private bool IsEndWithoutMarker(int position) =>
        position == _source.Bytes.Length && _frame is { IsProgressive: false } && _progress!.Missing is null;

    private void ReadSegment(JpegSegment segment)
    {
        switch (segment.Marker)
        {
            case JpegMarker.QuantizationTables:
                _tables.ReadQuantization(segment);
                break;
            case JpegMarker.HuffmanTables:
                _tables.ReadHuffman(segment);
                break;
            case JpegMarker.RestartInterval:
                _tables.ReadRestartInterval(segment);
                break;
            case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame:
                ReadFrame(segment);
                break;
            case JpegMarker.Jfif:
                _marks.ReadJfif(segment);
                break;
            case JpegMarker.Exif when _orientation == ExifOrientation.Upright:
                _orientation = ExifOrientation.Read(segment.Data.Span);
                break;
            case JpegMarker.Adobe:
                _marks.ReadAdobe(segment);
                break;
            default:
                RefuseUnreadCoding(segment);
                break;
        }
    }

    private void RefuseUnreadCoding(JpegSegment segment)
    {
        if (JpegMarker.UnreadCoding(segment.Marker) is string coding)
        {
            throw _source.Malformed(segment.Offset, $"the picture has {coding}, which is not read; save it anew as baseline JPEG.");
        }
    }

    private void ReadFrame(JpegSegment segment)
    {
        if (_frame is not null)
        {
            throw _source.Malformed(segment.Offset, "this is a second frame header; the file is damaged, so get a fresh copy.");
        }
        _frame = JpegFrame.Parse(_source, segment);
        _progress = new JpegProgress(_source, _frame);
    }

    /// <summary>Reads a scan's header and data.</summary>
    /// <returns>Where the next marker is, or the end of the file.</returns>
    private int ReadScan(JpegSegment segment)
    {
        if (_frame is null)
        {
            throw _source.Malformed(segment.Offset, "a scan comes before the frame header; the file is damaged, so get a fresh copy.");
        }
        JpegScanHeader header = JpegScanHeader.Parse(_source, segment, _frame, _tables);
        _progress!.Enter(header);
        JpegScan scan = _frame.IsProgressive
            ? new ProgressiveScan(_source, _frame, header, _tables.RestartInterval, segment.End)
            : new SequentialScan(_source, _frame, header, _tables.RestartInterval, segment.End);
        return NextMarker(scan.Run());
    }

    /// <summary>Passes over what some writers leave between a scan's last bit and the next marker.</summary>
    private int NextMarker(int position)
    {
        ReadOnlySpan<byte> bytes = _source.Bytes;
        for (; position < bytes.Length - 1; position++)
        {
            if (bytes[position] == 0xFF && bytes[position + 1] is not (0 or 0xFF) && !JpegMarker.IsRestart(bytes[position + 1]))
            {
                return position;
            }
        }
        return bytes.Length;
    }

    private JpegFrame CompleteFrame(int end)
    {
        if (_frame is null)
        {
            throw _source.Malformed(end, "the file ends without a picture; get a complete copy.");
        }
        return _progress!.Missing is not JpegComponent missing ? _frame : throw _source.Malformed(end,
            $"the file ends without any data of component {missing.Id}; it is cut off or damaged, so get a complete copy.");
    }
}
