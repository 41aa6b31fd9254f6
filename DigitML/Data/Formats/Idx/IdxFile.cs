namespace DigitML.Data.Formats.Idx;

/// <summary>
/// Reads the IDX files that MNIST and its relatives come in: unsigned bytes, big-endian sizes, plain or packed with gzip (told apart by
/// their first bytes, not by name).
/// </summary>
/// <remarks>Layout: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits", section "File formats".</remarks>
internal static class IdxFile
{
    /// <summary>Reads a file of images, such as <c>train-images-idx3-ubyte</c>.</summary>
    /// <param name="path">The file, plain or .gz.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file is no IDX file of images, cut short, or too long; says where.</exception>
    public static IdxImages ReadImages(string path) => ToImages(IdxReader.Read(path, IdxContent.Images));

    /// <summary>Reads images from a stream, from where it stands to its end; the stream stays open.</summary>
    /// <param name="stream">A seekable stream, plain or gzip.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="DigitMLException">The stream cannot seek.</exception>
    /// <exception cref="DigitMLException">It holds no IDX images, is cut short, or too long; says where.</exception>
    public static IdxImages ReadImages(Stream stream, string name)
        => ToImages(IdxReader.Read(stream, name, IdxContent.Images));

    /// <summary>Reads a file of labels, such as <c>train-labels-idx1-ubyte</c>: one byte an image.</summary>
    /// <param name="path">The file, plain or .gz.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">The file is no IDX file of labels, cut short, or too long; says where.</exception>
    public static byte[] ReadLabels(string path) => IdxReader.Read(path, IdxContent.ByteLabels).Data.ToArray();

    /// <summary>Reads labels from a stream, from where it stands to its end; the stream stays open.</summary>
    /// <param name="stream">A seekable stream, plain or gzip.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="DigitMLException">The stream cannot seek.</exception>
    /// <exception cref="DigitMLException">It holds no IDX labels, is cut short, or too long; says where.</exception>
    public static byte[] ReadLabels(Stream stream, string name)
        => IdxReader.Read(stream, name, IdxContent.ByteLabels).Data.ToArray();

    /// <summary>Reads a file of images and the file of their labels as one set.</summary>
    /// <param name="imagesPath">The file of images, plain or .gz.</param>
    /// <param name="labelsPath">The file of labels, plain or .gz; bytes, or 32-bit integers such as QMNIST's.</param>
    /// <param name="labelNames">What the classes are called; null for the digits 0 to 9.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DigitMLException">
    /// A file is malformed, the files don't belong together, or a label is outside the classes.
    /// </exception>
    public static ImageSet ReadSet(string imagesPath, string labelsPath, IReadOnlyList<string>? labelNames = null)
        => Combine(IdxReader.Read(imagesPath, IdxContent.Images), IdxReader.Read(labelsPath, IdxContent.Labels),
            new LabelNumbering(0, labelNames ?? DatasetCatalog.Digits));

    /// <summary>Puts images and their labels together. Errors as for <see cref="ReadSet"/>.</summary>
    internal static ImageSet Combine(IdxPayload images, IdxPayload labels, LabelNumbering numbering)
    {
        if (images.Count != labels.Count)
        {
            throw new DigitMLException($"'{images.Source}' holds {images.Count} images, but '{labels.Source}' holds "
                + $"{labels.Count} labels; give the two files of one set.");
        }
        int[] indices = new int[labels.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            int label = labels.Label(i);
            if (label < numbering.First || label > numbering.Last)
            {
                throw new DigitMLException($"'{labels.Source}' gives image {i} the label {label} "
                    + $"at byte {labels.HeaderLength + i * labels.ItemLength}, but {numbering.Names.Count} classes have labels "
                    + $"from {numbering.First} to {numbering.Last}; correct the file or name every class.");
            }
            indices[i] = label - numbering.First;
        }
        return ImageSet.Over(images.Data, indices, images.Dimensions[1], images.Dimensions[2], numbering.Names);
    }

    private static IdxImages ToImages(IdxPayload payload)
        => new(payload.Dimensions[0], payload.Dimensions[1], payload.Dimensions[2], payload.Data);
}
