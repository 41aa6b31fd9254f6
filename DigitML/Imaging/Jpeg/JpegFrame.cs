using System.Buffers.Binary;

namespace DigitML.Imaging.Jpeg;

/// <summary>The frame header: the picture's size and components (ITU-T T.81, section B.2.2).</summary>
internal sealed class JpegFrame
{
    /// <summary>The most memory for samples and coefficients, in bytes: enough for the largest picture but in the most lavish kinds.</summary>
    private const long MaximumMemory = 6 * ImageLimits.MaximumPixels;

    private const int HeaderBytes = 6;
    private const int ComponentBytes = 3;
    private const int MostComponents = 4;

    private JpegFrame(int width, int height, bool progressive, JpegComponent[] components)
    {
        Width = width;
        Height = height;
        IsProgressive = progressive;
        Components = components;
        MostHorizontal = components.Max(component => component.Horizontal);
        MostVertical = components.Max(component => component.Vertical);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Whether the coefficients come in several passes.</summary>
    public bool IsProgressive { get; }

    /// <summary>One, three or four components.</summary>
    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>The greatest horizontal sampling factor: that of a component with a sample for each pixel.</summary>
    public int MostHorizontal { get; }

    /// <summary>The greatest vertical sampling factor.</summary>
    public int MostVertical { get; }

    /// <summary>Units (MCUs) in a row of an interleaved scan.</summary>
    public int UnitColumns => UnitsFor(Width, MostHorizontal);

    /// <summary>Rows of units of an interleaved scan.</summary>
    public int UnitRows => UnitsFor(Height, MostVertical);

    /// <summary>The blocks of all components.</summary>
    public long Blocks => Components.Sum(component => component.Blocks);

    /// <summary>Reads the header and takes the memory for the picture after all limits are checked.</summary>
    /// <exception cref="DigitMLException">An impossible or unread kind of picture, or one too large.</exception>
    public static JpegFrame Parse(ImageSource source, JpegSegment segment)
    {
        ReadOnlySpan<byte> data = segment.Data.Span;
        CheckHeader(source, segment, data);
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        if (height == 0)
        {
            throw source.Malformed(segment.DataOffset + 1, "the number of rows is 0, which means that it comes after the data (marker DNL); "
                + "that is not read, so save the image anew as JPEG.");
        }
        source.CheckSize(segment.DataOffset + 1, width, height);
        bool progressive = segment.Marker == JpegMarker.ProgressiveFrame;
        var frame = new JpegFrame(width, height, progressive, ReadComponents(source, segment, width, height));
        frame.CheckMemory(source, segment);
        foreach (JpegComponent component in frame.Components)
        {
            component.Allocate(progressive);
        }
        return frame;
    }

    private static int UnitsFor(int pixels, int factor) => (pixels + 8 * factor - 1) / (8 * factor);

    private static void CheckHeader(ImageSource source, JpegSegment segment, ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderBytes || data.Length != HeaderBytes + ComponentBytes * data[5])
        {
            throw source.Malformed(segment.Offset, $"the frame header has {data.Length:N0} bytes, which fits no number of components; "
                + "the file is damaged, so get a fresh copy.");
        }
        if (data[0] != 8)
        {
            throw source.Malformed(segment.DataOffset, $"the samples have {data[0]} bits, but only 8 are read; save the image anew as JPEG.");
        }
        if (data[5] is not (1 or 3 or MostComponents))
        {
            throw source.Malformed(segment.DataOffset + 5, $"the picture has {data[5]} components, but only 1 (grey), 3 and 4 (colour) "
                + "are read; save the image anew as JPEG.");
        }
    }

    private static JpegComponent[] ReadComponents(ImageSource source, JpegSegment segment, int width, int height)
    {
        ReadOnlySpan<byte> data = segment.Data.Span;
        int count = data[5], mostHorizontal = 1, mostVertical = 1;
        for (int i = 0; i < count; i++)
        {
            int at = HeaderBytes + ComponentBytes * i;
            int horizontal = data[at + 1] >> 4, vertical = data[at + 1] & 15;
            if (horizontal is 0 or > 4 || vertical is 0 or > 4 || data[at + 2] >= JpegTables.Slots)
            {
                throw source.Malformed(segment.DataOffset + at, $"component {data[at]} has sampling factors {horizontal} x {vertical} and "
                    + $"quantisation table {data[at + 2]} instead of 1 to 4 and 0 to 3; the file is damaged, so get a fresh copy.");
            }
            mostHorizontal = Math.Max(mostHorizontal, horizontal);
            mostVertical = Math.Max(mostVertical, vertical);
        }
        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            int at = HeaderBytes + ComponentBytes * i;
            int horizontal = data[at + 1] >> 4, vertical = data[at + 1] & 15;
            if (mostHorizontal % horizontal != 0 || mostVertical % vertical != 0)
            {
                throw source.Malformed(segment.DataOffset + at, $"component {data[at]} has {horizontal} x {vertical} samples where another "
                    + $"has {mostHorizontal} x {mostVertical}; only whole ratios are read, so save the image anew as JPEG.");
            }
            components[i] = new JpegComponent
            {
                Id = data[at],
                Horizontal = horizontal,
                Vertical = vertical,
                QuantizationSlot = data[at + 2],
                Width = (width * horizontal + mostHorizontal - 1) / mostHorizontal,
                Height = (height * vertical + mostVertical - 1) / mostVertical,
                BlockColumns = UnitsFor(width, mostHorizontal) * horizontal,
                BlockRows = UnitsFor(height, mostVertical) * vertical,
            };
        }
        return components;
    }

    private void CheckMemory(ImageSource source, JpegSegment segment)
    {
        // A block of the first pass takes at least a bit; one of a whole picture two, its DC difference and its end.
        long needed = Blocks * (IsProgressive ? 1 : 2) / 8;
        long left = source.Bytes.Length - segment.End;
        if (left < needed)
        {
            throw source.Malformed(segment.End, $"the {left:N0} bytes after the frame header cannot hold the {Width:N0} x {Height:N0} pixels "
                + "it claims; the file is cut off or damaged, so get a complete copy.");
        }
        // A sample is a byte and a kept coefficient two.
        long memory = 64 * Blocks * (IsProgressive ? 3 : 1);
        if (memory > MaximumMemory)
        {
            throw source.Malformed(segment.DataOffset, $"decoding {Width:N0} x {Height:N0} pixels of this kind takes {memory:N0} bytes of "
                + $"memory, more than the limit of {MaximumMemory:N0}; scale the image down first, or save it as baseline JPEG.");
        }
    }
}
