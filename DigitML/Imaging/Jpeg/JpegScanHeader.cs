namespace DigitML.Imaging.Jpeg;

/// <summary>The header of a scan: which coefficients of which components come (ITU-T T.81, section B.2.3).</summary>
/// <param name="Offset">Where the scan's marker is in the file.</param>
/// <param name="Components">The scan's components in the order of their blocks.</param>
/// <param name="First">The first coefficient in zigzag order, 0 to 63.</param>
/// <param name="Last">The last coefficient in zigzag order, 0 to 63.</param>
/// <param name="High">The lowest bit that earlier scans brought; 0 if there were none.</param>
/// <param name="Low">The lowest bit that this scan brings, 0 to 13.</param>
internal sealed record JpegScanHeader(int Offset, JpegScanComponent[] Components, int First, int Last, int High, int Low)
{
    // Coefficients have at most 14 bits below the sign (section G.1.2.1).
    private const int HighestBit = 13;

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="DigitMLException">The header names what is not there or is against the specification.</exception>
    public static JpegScanHeader Parse(ImageSource source, JpegSegment segment, JpegFrame frame, JpegTables tables)
    {
        ReadOnlySpan<byte> data = segment.Data.Span;
        int count = data.Length == 0 ? 0 : data[0];
        Expect(count is > 0 and <= 4 && data.Length == 4 + 2 * count, source, segment, 0,
            $"a scan header of {data.Length:N0} bytes cannot have {count} components");
        // Sequential scans have all coefficients, whatever the header says: some writers leave these bytes empty.
        ReadOnlySpan<byte> band = frame.IsProgressive ? data[^3..] : [0, 63, 0];
        (int first, int last, int high, int low) = (band[0], band[1], band[2] >> 4, band[2] & 15);
        if (frame.IsProgressive)
        {
            bool whole = first == 0 ? last == 0 : count == 1 && first <= last && last <= 63;
            Expect(whole && low <= HighestBit && (high == 0 || high == low + 1), source, segment, data.Length - 3,
                $"coefficients {first} to {last} and bits {high} to {low} of {count} components are no possible pass");
        }
        var components = new JpegScanComponent[count];
        for (int i = 0; i < count; i++)
        {
            components[i] = Bind(source, segment, 1 + 2 * i, frame, tables,
                needsDc: first == 0 && high == 0, needsAc: last > 0);
            JpegComponent component = components[i].Component;
            Expect(components.Take(i).All(other => other.Component != component), source, segment, 1 + 2 * i,
                $"component {component.Id} is named twice");
        }
        return new JpegScanHeader(segment.Offset, components, first, last, high, low);
    }

    private static JpegScanComponent Bind(
        ImageSource source, JpegSegment segment, int at, JpegFrame frame, JpegTables tables, bool needsDc, bool needsAc)
    {
        int id = segment.Data.Span[at], dc = segment.Data.Span[at + 1] >> 4, ac = segment.Data.Span[at + 1] & 15;
        JpegComponent? component = frame.Components.FirstOrDefault(component => component.Id == id);
        Expect(component is not null, source, segment, at, $"the scan has a component {id} that the frame has not");
        Expect(!needsDc || (dc < JpegTables.Slots && tables.Dc[dc] is not null), source, segment, at + 1,
            $"component {id} needs DC Huffman table {dc}, which is not there");
        Expect(!needsAc || (ac < JpegTables.Slots && tables.Ac[ac] is not null), source, segment, at + 1,
            $"component {id} needs AC Huffman table {ac}, which is not there");
        component!.Quantization ??= tables.Quantization[component.QuantizationSlot];
        Expect(component.Quantization is not null, source, segment, at,
            $"component {id} needs quantisation table {component.QuantizationSlot}, which is not there");
        return new JpegScanComponent(component, needsDc ? tables.Dc[dc] : null, needsAc ? tables.Ac[ac] : null);
    }

    private static void Expect(bool condition, ImageSource source, JpegSegment segment, int at, string fault)
    {
        if (!condition)
        {
            throw source.Malformed(segment.DataOffset + at, $"{fault}; the file is damaged, so get a fresh copy.");
        }
    }
}
