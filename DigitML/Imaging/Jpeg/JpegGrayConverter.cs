namespace DigitML.Imaging.Jpeg;

/// <summary>Turns the decoded components into grey pixels.</summary>
internal static class JpegGrayConverter
{
    private const int Neutral = 128;

    /// <summary>Converts a decoded frame.</summary>
    /// <returns>The pixels, row after row.</returns>
    public static byte[] Convert(JpegFrame frame, JpegColor color)
    {
        JpegRows[] components = [.. frame.Components.Select(component => new JpegRows(frame, component))];
        byte[] pixels = new byte[frame.Width * frame.Height];
        for (int y = 0; y < frame.Height; y++)
        {
            Span<byte> gray = pixels.AsSpan(y * frame.Width, frame.Width);
            ReadOnlySpan<byte> first = components[0].Row(y)[..frame.Width];
            if (color == JpegColor.Gray)
            {
                first.CopyTo(gray);
                continue;
            }
            ReadOnlySpan<byte> second = components[1].Row(y)[..frame.Width], third = components[2].Row(y)[..frame.Width];
            switch (color)
            {
                case JpegColor.YCbCr:
                    FromLuma(first, second, third, gray);
                    break;
                case JpegColor.Rgb:
                    FromRgb(first, second, third, gray);
                    break;
                default:
                    FromInks(first, second, third, components[3].Row(y), color == JpegColor.Ycck, gray);
                    break;
            }
        }
        return pixels;
    }

    /// <summary>
    /// Grey of luma and colour differences. Within the colours there are, the luma is the grey; beyond them, where compression made
    /// a part of the colour leave 0-255, the nearest colour's grey is taken, as it would be seen.
    /// </summary>
    private static void FromLuma(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blueness, ReadOnlySpan<byte> redness, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            (int red, int green, int blue) = ToRgb(luma[x], blueness[x], redness[x]);
            gray[x] = (uint)(red | green | blue) <= byte.MaxValue ? luma[x] : Rec601.Opaque(Clamp(red), Clamp(green), Clamp(blue));
        }
    }

    private static void FromRgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            gray[x] = Rec601.Opaque(red[x], green[x], blue[x]);
        }
    }

    private static void FromInks(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> black,
        bool transformed, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            (int cyan, int magenta, int yellow) = (first[x], second[x], third[x]);
            if (transformed)
            {
                (cyan, magenta, yellow) = ToRgb(cyan, magenta, yellow);
                (cyan, magenta, yellow) = (255 - Clamp(cyan), 255 - Clamp(magenta), 255 - Clamp(yellow));
            }
            gray[x] = Rec601.Opaque(OnPaper(cyan, black[x]), OnPaper(magenta, black[x]), OnPaper(yellow, black[x]));
        }
    }

    /// <summary>The light left by an ink and by black, each stored as 255 minus the ink.</summary>
    private static byte OnPaper(int ink, int black) => (byte)((ink * black + 127) / 255);

    /// <summary>ITU-T T.871, section 7, in fractions of 65,536; the parts may leave 0-255.</summary>
    private static (int Red, int Green, int Blue) ToRgb(int luma, int blueness, int redness)
    {
        (blueness, redness) = (blueness - Neutral, redness - Neutral);
        int red = luma + ((91_881 * redness + 32_768) >> 16);
        int green = luma + ((-22_554 * blueness - 46_802 * redness + 32_768) >> 16);
        int blue = luma + ((116_130 * blueness + 32_768) >> 16);
        return (red, green, blue);
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
