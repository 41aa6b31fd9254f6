using System.Security.Cryptography;
using DigitML.Engine.Threading;

namespace DigitML.Data.Formats.Folders;

/// <summary>Reads the image files of a folder on all threads; what comes out doesn't depend on how many there are.</summary>
internal sealed class FolderImageReader(ImageRule rule, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
{
    // Between two blocks progress is reported and a cancellation noticed.
    private const int BlockLength = 512;

    /// <summary>Reads all files of a part, in their order.</summary>
    /// <returns>One image a file; a file that cannot be read is one with a fault.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FolderImage[] Read(ImageFolderPart part)
    {
        var images = new FolderImage[part.Files.Count];
        long bytes = 0;
        for (int start = 0; start < images.Length; start += BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = start, count = Math.Min(BlockLength, images.Length - start);
            WorkerTeam.FromSetting(0).Run(count, item => images[first + item] = Read(part.Files[first + item]));
            bytes += images.Skip(first).Take(count).Sum(image => image.Length);
            progress?.Report(new(part.Folder, DatasetPhase.Reading, bytes));
        }
        return images;
    }

    private FolderImage Read(ImageFile file)
    {
        try
        {
            byte[] content = File.ReadAllBytes(file.Path);
            GrayImage picture = GrayImage.Load(new MemoryStream(content), file.Path);
            var image = new FolderImage(file, picture, null)
            {
                Width = picture.Width, Height = picture.Height, Length = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            };
            // What will be normalised in the end is so at once: thousands of photos would not fit into memory.
            bool normalize = rule == ImageRule.Normalize || (rule == ImageRule.Auto && !image.IsSmallSquare);
            return normalize ? image with { Picture = DigitNormalizer.Normalize(picture) } : image;
        }
        catch (Exception exception) when (exception is DigitMLException or IOException or UnauthorizedAccessException)
        {
            return new FolderImage(file, null, exception.Message);
        }
    }
}
