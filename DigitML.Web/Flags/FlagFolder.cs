using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigitML.Web.Api;
using DigitML.Web.Models;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Flags;

/// <summary>
/// The folder of corrected drawings. Each is an image as the network sees it, MODEL/LABEL/TIME-NUMBER.png, so that MODEL is a data set to
/// train on, and a row of MODEL.csv. Names of files are made of the model's own names and of numbers, never of what a request says.
/// </summary>
internal sealed class FlagFolder(ServerOptions options, TimeProvider clock)
{
    private const int LongestLabel = 64;
    private readonly Lock _writing = new();
    private long? _bytes;

    /// <summary>How many drawings of a model's script are saved; null if none may be.</summary>
    public int? Count(ServedModel model) => options.FlagFolder is null ? null : Files(model).Count();

    /// <summary>Saves a drawing.</summary>
    /// <param name="model">The model that read it.</param>
    /// <param name="label">The right label.</param>
    /// <param name="image">The drawing, of one digit.</param>
    /// <exception cref="RequestException">Saving is off, the folder is full, or the label or drawing is not valid.</exception>
    public FlagResponse Save(ServedModel model, string label, GrayImage image)
    {
        string root = options.FlagFolder ?? throw new RequestException(StatusCodes.Status403Forbidden, "This server saves no corrections.");
        string name = RequireLabel(model, label);
        GrayImage input = PictureResult.Normalize(model, image);
        if (!input.Pixels.ContainsAnyExcept((byte)0))
        {
            throw new RequestException(422, "Nothing is drawn in the picture: draw the digit first.");
        }

        using var png = new MemoryStream();
        input.Save(png);
        Prediction read = model.Classifier.PredictPixels(input.Pixels);
        lock (_writing)
        {
            Write(root, model, name, png.ToArray(), read);
            return new FlagResponse(name, read.Label, Files(model).Count());
        }
    }

    /// <summary>All drawings of a model's script as Kaggle has them: a row each, its label and its pixels.</summary>
    public string ToKaggleTable(ServedModel model)
    {
        int pixels = model.Classifier.Network.InputShape.Length;
        var table = new StringBuilder("label").AppendJoin("", Enumerable.Range(0, pixels).Select(pixel => $",pixel{pixel}")).Append('\n');
        foreach (string file in Files(model).OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            GrayImage image = GrayImage.Load(file);
            if (image.Pixels.Length != pixels) { continue; }
            table.Append(FlagTable.Cell(Path.GetFileName(Path.GetDirectoryName(file)!)));
            foreach (byte pixel in image.Pixels) { table.Append(',').Append(pixel); }
            table.Append('\n');
        }

        return table.ToString();
    }

    private void Write(string root, ServedModel model, string label, byte[] png, Prediction read)
    {
        string time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        string file = Path.Combine(model.Name, label, $"{time}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.png");
        string table = Path.Combine(root, $"{model.Name}.csv");
        string row = (File.Exists(table) ? "" : FlagTable.Head) + FlagTable.Row(
            time, label, read.Label, LabelResponse.Rounded(read.Confidence).ToString(CultureInfo.InvariantCulture), file.Replace('\\', '/'));
        long more = png.Length + Encoding.UTF8.GetByteCount(row);
        _bytes ??= Directory.Exists(root) ? new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(found => found.Length) : 0;
        if (_bytes + more > options.MaximumFlagBytes)
        {
            throw new RequestException(StatusCodes.Status409Conflict,
                $"The folder of corrections is full ({options.MaximumFlagBytes:N0} bytes): whoever runs the server must empty it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
        File.WriteAllBytes(Path.Combine(root, file), png);
        File.AppendAllText(table, row);
        _bytes += more;
    }

    private IEnumerable<string> Files(ServedModel model)
    {
        string folder = Path.Combine(options.FlagFolder!, model.Name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories) : [];
    }

    private static string RequireLabel(ServedModel model, string label)
    {
        // The model's own string: what the request says is compared and thrown away.
        string name = model.Classifier.LabelNames.FirstOrDefault(own => own == label) ?? throw new RequestException(422,
            $"The label is none of the model's: {string.Join(", ", model.Classifier.LabelNames.Take(20))}.");
        bool isFolderName = name.Length is > 0 and <= LongestLabel
            && name.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_');
        return isFolderName ? name : throw new RequestException(422,
            "Images of this label can't be saved: only letters, digits, - and _ make the name of a folder.");
    }
}
