using System.Buffers.Binary;

namespace DigitML.Data.Formats.Idx;

/// <summary>Writes MNIST's IDX files.</summary>
internal static class IdxWriter
{
    /// <summary>Writes a pair of files a part.</summary>
    /// <param name="folder">The folder, made if missing.</param>
    /// <param name="parts">The parts, named train and test.</param>
    /// <exception cref="DigitMLException">There are more than 256 classes, or validation images of the set's own.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<(string Name, ImageSet Images)> parts)
    {
        if (parts.Any(part => part.Name is not ("train" or "test")))
        {
            throw new DigitMLException("There are validation images of the set's own, for which IDX files have no name; write NPZ, CSV or PNG.");
        }
        foreach ((string name, ImageSet images) in parts)
        {
            if (images.LabelNames.Count > 256)
            {
                throw new DigitMLException($"There are {images.LabelNames.Count} classes, but labels of IDX files are bytes, at most 256; "
                    + "write NPZ or CSV.");
            }
            bool isTrain = name == "train";
            WriteFile(Path.Combine(folder, isTrain ? IdxNames.TrainImages : IdxNames.TestImages), IdxContent.Images.Magics[0],
                [images.Count, images.Height, images.Width], stream => WritePixels(stream, images));
            WriteFile(Path.Combine(folder, isTrain ? IdxNames.TrainLabels : IdxNames.TestLabels), IdxContent.ByteLabels.Magics[0],
                [images.Count], stream => stream.Write(Array.ConvertAll(images.Labels.ToArray(), label => (byte)label)));
        }
    }

    /// <summary>Writes all pixels, image after image.</summary>
    public static void WritePixels(Stream stream, ImageSet images)
    {
        for (int i = 0; i < images.Count; i++)
        {
            stream.Write(images.Pixels(i));
        }
    }

    private static void WriteFile(string path, uint magic, int[] sizes, Action<Stream> writeData)
    {
        byte[] header = new byte[4 + 4 * sizes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), sizes[i]);
        }
        AtomicFile.Replace(path, stream =>
        {
            stream.Write(header);
            writeData(stream);
        });
    }
}
