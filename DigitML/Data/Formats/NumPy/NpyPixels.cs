using DigitML.Data.Formats.Csv;

namespace DigitML.Data.Formats.NumPy;

/// <summary>Makes images of an array: the shapes (n, h, w), (n, h, w, 1), (n, 1, h, w) and, for squares, (n, h*w).</summary>
internal static class NpyPixels
{
    /// <summary>Reads an array of images.</summary>
    /// <param name="array">Bytes, other integers of 0 to 255, floats of 0 to 1 (which are scaled) or 0 to 255 in whole steps.</param>
    /// <param name="labels">The labels; null if there are none.</param>
    /// <param name="files">The files that were read.</param>
    /// <exception cref="DigitMLException">The array holds no images, or not as many as there are labels.</exception>
    public static ImageTable ToTable(NpyArray array, NpyArray? labels, IReadOnlyList<DatasetFileHash> files)
    {
        (int count, int height, int width) = SizeOf(array);
        LabelColumn? column = labels is null ? null : ToLabels(labels);
        if (column is not null && column.Count != count)
        {
            throw new DigitMLException($"'{array.Source}' holds {count} images, but '{labels!.Source}' holds {column.Count} labels; "
                + "give the two arrays of one set.");
        }
        byte[] pixels = array.Header.Kind == 'u' && array.Header.ElementSize == 1 ? array.Data : ToBytes(array);
        if (array.Header.IsFortranOrder)
        {
            // Flattened images have one index for all pixels.
            bool isFlat = array.Header.Shape.Length == 2;
            pixels = Transpose(pixels, count, isFlat ? 1 : height, isFlat ? height * width : width);
        }
        return new ImageTable(array.Source, pixels, count, height, width, column, files);
    }

    private static (int Count, int Height, int Width) SizeOf(NpyArray array)
    {
        int[] shape = array.Header.Shape;
        if (!array.Header.IsText && shape.Length > 0 && shape[0] > 0)
        {
            switch (shape)
            {
                case [int count, int height, int width] when height > 0 && width > 0: return (count, height, width);
                case [int count, int height, int width, 1] when height > 0 && width > 0: return (count, height, width);
                case [int count, 1, int height, int width] when height > 0 && width > 0: return (count, height, width);
                case [int count, int size] when size > 0 && (int)Math.Sqrt(size) is int side && side * side == size: return (count, side, side);
            }
        }
        throw new DigitMLException($"'{array.Source}' has the shape {array.Header.ShapeText}{(array.Header.IsText ? " of text" : "")}, wanted "
            + "grey images of the shape (n, height, width), (n, height, width, 1) or, of square images, (n, pixels); reshape the array.");
    }

    // As long as no value exceeds 1, bytes hold values times 255; the first one beyond tells that values are 0 to 255 as they are.
    private static byte[] ToBytes(NpyArray array)
    {
        byte[] pixels = new byte[array.Length];
        bool isScaled = array.Header.Kind is 'f' or 'b', hasFraction = false;
        for (int i = 0; i < pixels.Length; i++)
        {
            double value = array.Number(i);
            if (isScaled && value > 1)
            {
                isScaled = false;
                foreach (ref byte before in pixels.AsSpan(0, i)) { before = (byte)(before == byte.MaxValue ? 1 : before); }
            }
            bool isWhole = value == Math.Floor(value);
            hasFraction |= !isWhole;
            if (value is not (>= 0 and <= byte.MaxValue) || (!isScaled && hasFraction))
            {
                string after = hasFraction && isWhole ? " after fractions" : "";
                throw new DigitMLException($"'{array.Source}' has the value {value} at element {i}{after}, wanted "
                    + "whole numbers from 0 to 255, or floats that all lie from 0 to 1; scale the array.");
            }
            pixels[i] = (byte)(isScaled ? Math.Round(value * byte.MaxValue) : value);
        }
        return pixels;
    }

    // Fortran's order has the images' index running fastest: pixel (i, y, x) is at i + n (y + h x).
    private static byte[] Transpose(byte[] pixels, int count, int height, int width)
    {
        byte[] result = new byte[pixels.Length];
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<byte> column = pixels.AsSpan((x * height + y) * count, count);
                for (int image = 0; image < count; image++)
                {
                    result[(image * height + y) * width + x] = column[image];
                }
            }
        }
        return result;
    }

    private static LabelColumn ToLabels(NpyArray array)
    {
        if (array.Header.Shape is not ([_] or [_, 1]))
        {
            throw new DigitMLException($"'{array.Source}' has the shape {array.Header.ShapeText}, wanted one label an image: (n,) or (n, 1); "
                + "of one-hot labels take the argmax.");
        }
        var labels = new LabelColumn(array.Source, "label", 0);
        for (int i = 0; i < array.Length; i++)
        {
            labels.Add(array.Header.IsText ? array.Text(i) : Whole(array, i));
        }
        return labels;
    }

    private static string Whole(NpyArray array, int index)
    {
        double value = array.Number(index);
        return value == Math.Floor(value) && Math.Abs(value) < 1e15 ? $"{(long)value}"
            : throw new DigitMLException($"'{array.Source}', label {index} is {value}, wanted whole numbers or text; convert the labels.");
    }
}
