namespace DigitML.Data.Formats.NumPy;

/// <summary>What the header of a .npy file says.</summary>
/// <param name="Kind">NumPy's letter: u and i for integers, b for booleans, f for floats, U for text, S for bytes as text.</param>
/// <param name="ElementSize">Bytes of an element.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
/// <param name="IsFortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes, outermost first.</param>
internal sealed record NpyHeader(char Kind, int ElementSize, bool IsBigEndian, bool IsFortranOrder, int[] Shape)
{
    private const int LongestText = 1024;

    /// <summary>How many elements there are.</summary>
    public long Length => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether elements are text.</summary>
    public bool IsText => Kind is 'U' or 'S';

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => ShapeOf(Shape);

    /// <summary>Reads the text of a header.</summary>
    /// <param name="source">What messages call the file.</param>
    /// <param name="text">A Python dictionary with the keys descr, fortran_order and shape, in any order.</param>
    /// <exception cref="DigitMLException">It is none, or elements are of a kind that is not read.</exception>
    public static NpyHeader Parse(string source, string text)
    {
        IReadOnlyDictionary<string, object> entries = new PythonLiteral(source, text).ReadDictionary();
        if (entries.GetValueOrDefault("descr") is not string type || entries.GetValueOrDefault("fortran_order") is not bool isFortran
            || entries.GetValueOrDefault("shape") is not long[] shape)
        {
            throw new DigitMLException($"'{source}' has the header {Shorten(text)}, wanted a dictionary of descr (one type), "
                + "fortran_order (True or False) and shape (whole numbers); save a plain array.");
        }
        (char kind, int size) = ParseType(source, type);
        CheckShape(source, shape, size);
        return new NpyHeader(kind, size, type[0] == '>', isFortran, Array.ConvertAll(shape, length => (int)length));
    }

    private static (char Kind, int Size) ParseType(string source, string type)
    {
        if (type is [_, 'O', ..] or "O")
        {
            throw new DigitMLException($"'{source}' holds Python objects (descr '{type}'), which could run code and are not read; "
                + "save an array of numbers, such as images.astype(numpy.uint8).");
        }
        bool isKnown = type is ['<' or '>' or '|' or '=', _, ..] && int.TryParse(type.AsSpan(2), out int size) && (type[1], size) switch
        {
            ('u' or 'i', 1 or 2 or 4 or 8) or ('b', 1) or ('f', 2 or 4 or 8) or ('U', > 0 and <= LongestText / 4) => true,
            ('S', > 0 and <= LongestText) => true,
            _ => false,
        };
        if (!isKnown)
        {
            throw new DigitMLException($"'{source}' holds elements of the type {Shorten(type)}, wanted integers or floats of up to 8 bytes, "
                + "or text; convert the array, such as images.astype(numpy.uint8).");
        }
        return (type[1], int.Parse(type.AsSpan(2)) * (type[1] == 'U' ? 4 : 1));
    }

    private static void CheckShape(string source, long[] shape, int elementSize)
    {
        Int128 bytes = elementSize;
        foreach (long length in shape)
        {
            if (length is < 0 or > int.MaxValue)
            {
                throw new DigitMLException($"'{source}' has the shape {ShapeOf(shape)}; a size is from 0 to {int.MaxValue}.");
            }
            // Capped, so that many sizes cannot overflow; a size of 0 makes it none again.
            bytes = Int128.Min(bytes * length, Int128.One << 80);
        }
        if (bytes > Array.MaxLength)
        {
            throw new DigitMLException($"'{source}' promises the shape {ShapeOf(shape)} of {elementSize} bytes each; "
                + $"at most {Array.MaxLength:N0} bytes can be read, save the images as bytes or in parts.");
        }
    }

    private static string ShapeOf<T>(T[] shape) => $"({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")})";

    private static string Shorten(string text) => text.Trim() is { Length: > 60 } whole ? whole[..60] + "..." : text.Trim();
}
