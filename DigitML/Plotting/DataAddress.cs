namespace DigitML.Plotting;

/// <summary>Pictures as addresses that hold all of them, so that a page or drawing needs no other file.</summary>
internal static class DataAddress
{
    /// <summary>The address of a picture: PNG in base 64.</summary>
    public static string Create(GrayImage image)
    {
        var png = new MemoryStream();
        image.Save(png);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
    }
}
