namespace DigitML.Engine.Networks.Serialization;

/// <summary>A safetensors file that was read: named tensors, and texts about them.</summary>
/// <remarks>Format: github.com/huggingface/safetensors, README. Everything in it is checked before it is used.</remarks>
internal sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _tensors;
    private readonly string _fileName;

    private SafetensorsFile(string fileName, byte[] bytes)
    {
        SafetensorsHeader header = SafetensorsHeader.Parse(fileName, bytes);
        _fileName = fileName;
        _tensors = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Tensors = header.Tensors;
        Metadata = header.Metadata;
    }

    /// <summary>The tensors in the order of their data in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The texts of the header's "__metadata__", in the order of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DigitMLException">The path is empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="DigitMLException">The content is not a valid safetensors file.</exception>
    public static SafetensorsFile Read(string path)
    {
        RequirePath(path);
        if (!File.Exists(path))
        {
            throw Directory.Exists(path)
                ? new IOException($"{path} is a folder: give the path of a .safetensors file.")
                : new FileNotFoundException($"{path} does not exist: give the path of a .safetensors file.");
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path} could not be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads from the stream's position to its end.</summary>
    /// <param name="stream">Where to read; left open.</param>
    /// <param name="fileName">What messages call it.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="DigitMLException">The content is not a valid safetensors file.</exception>
    public static SafetensorsFile Read(Stream stream, string fileName)
    {
        if (!stream.CanSeek)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return new SafetensorsFile(fileName, copy.ToArray());
        }

        long length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
        {
            throw new DigitMLException(
                $"{fileName} has {length} bytes, but at most {Array.MaxLength} can be read: is it another file?");
        }

        var bytes = new byte[Math.Max(length, 0)];
        stream.ReadExactly(bytes);
        return new SafetensorsFile(fileName, bytes);
    }

    /// <summary>Writes a file, or replaces it whole: see <see cref="SafetensorsWriter"/>.</summary>
    /// <param name="path">Where to write; missing folders are created.</param>
    /// <param name="tensors">The tensors, in any order.</param>
    /// <param name="metadata">Texts to go with them; none by default.</param>
    /// <exception cref="DigitMLException">The path is empty, or a tensor's name or shape is wrong.</exception>
    /// <exception cref="IOException">The file cannot be written; one that was there is as before.</exception>
    public static void Write(string path, IEnumerable<SafetensorsArray> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        RequirePath(path);
        byte[] bytes = SafetensorsWriter.ToBytes(tensors, metadata);
        AtomicFile.Replace(path, stream => stream.Write(bytes));
    }

    /// <summary>The elements of a tensor as floats.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="expectedShape">The dimensions it must have.</param>
    /// <exception cref="DigitMLException">There is no such tensor, or its shape or type is another.</exception>
    public float[] GetSingles(string name, params ReadOnlySpan<int> expectedShape)
    {
        if (!_tensors.TryGetValue(name, out SafetensorsTensor? tensor))
        {
            throw new DigitMLException($"{_fileName} has no tensor '{name}': it has {Listing()}.");
        }

        if (!expectedShape.SequenceEqual([.. tensor.Shape]))
        {
            throw new DigitMLException($"{_fileName}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], " +
                $"but [{string.Join(", ", expectedShape.ToArray())}] is needed: was it saved from another network?");
        }

        return tensor.ToSingles() ?? throw new DigitMLException(
            $"{_fileName}: tensor '{name}' holds {tensor.Type} elements, but F32 or F16 is needed: convert it when saving.");
    }

    private static void RequirePath(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new DigitMLException("The file name is empty: give the path of a .safetensors file.");
        }
    }

    private string Listing()
    {
        const int Shown = 5;
        string names = string.Join(", ", Tensors.Take(Shown).Select(tensor => $"'{tensor.Name}'"));
        return Tensors.Count switch
        {
            0 => "none",
            <= Shown => names,
            _ => $"{names} and {Tensors.Count - Shown} more",
        };
    }
}
