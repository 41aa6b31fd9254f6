using System.Globalization;

namespace DigitML.Imaging.Pnm;

/// <summary>The header of a PAM file: lines of a name and a value, up to ENDHDR (Netpbm, pam(5)).</summary>
internal static class PamHeader
{
    private const int MostLines = 1000;

    /// <summary>Reads and checks the header; the text then stands at the first sample.</summary>
    /// <exception cref="DigitMLException">A value that the format does not allow, or too many pixels.</exception>
    public static PnmHeader Parse(ImageSource source, PnmText text)
    {
        var numbers = new Dictionary<string, long>();
        string kind = "";
        text.ReadLine();
        for (int lines = 0; ; lines++)
        {
            string[] words = text.ReadLine().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) { continue; }
            if (words[0] == "ENDHDR") { break; }
            if (lines > MostLines) { throw source.Malformed(text.TokenOffset, "the header has no ENDHDR; save the image anew as PAM."); }
            if (words is ["TUPLTYPE", _])
            {
                kind = words[1];
            }
            else if (words.Length == 2 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                numbers[words[0]] = number;
            }
        }
        return Check(source, text.TokenOffset, numbers, kind);
    }

    private static PnmHeader Check(ImageSource source, int offset, Dictionary<string, long> numbers, string kind)
    {
        foreach (string name in new[] { "WIDTH", "HEIGHT", "DEPTH", "MAXVAL" })
        {
            if (!numbers.ContainsKey(name))
            {
                throw source.Malformed(offset, $"the header has no line {name} with a number; save the image anew as PAM.");
            }
        }
        source.CheckSize(offset, numbers["WIDTH"], numbers["HEIGHT"]);
        PnmHeader.CheckMaximum(source, offset, numbers["MAXVAL"]);
        long depth = numbers["DEPTH"];
        if (depth is < 1 or > 4 || (kind.Length > 0 && depth != DepthOf(kind)))
        {
            throw source.Malformed(offset, $"{depth:N0} samples a pixel of type \"{kind}\" are read neither as grey nor as colour; "
                + "convert the image to PGM or PPM.");
        }
        return new PnmHeader((int)numbers["WIDTH"], (int)numbers["HEIGHT"], (int)depth, (int)numbers["MAXVAL"], PnmEncoding.Raw);
    }

    private static int DepthOf(string kind) => kind switch
    {
        "BLACKANDWHITE" or "GRAYSCALE" => 1,
        "BLACKANDWHITE_ALPHA" or "GRAYSCALE_ALPHA" => 2,
        "RGB" => 3,
        "RGB_ALPHA" => 4,
        _ => 0,
    };
}
