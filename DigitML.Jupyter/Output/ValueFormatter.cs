using System.Collections;
using System.Globalization;
using System.Reflection;

namespace DigitML.Jupyter.Output;

/// <summary>Gives a value the forms that a front end can show.</summary>
internal static class ValueFormatter
{
    // The methods that a type may have for its forms; each takes nothing and returns a text.
    private static readonly (string Method, string Mime)[] Faces =
    [
        ("ToSvg", "image/svg+xml"), ("ToHtml", "text/html"), ("ToMarkdown", "text/markdown"),
        ("ToPlotlyJson", "application/vnd.plotly.v1+json"),
    ];

    /// <summary>All forms of a value; plain text at least.</summary>
    public static MimeBundle Format(object? value)
    {
        if (value is RichText rich) { return MimeBundle.Create(rich.Text).Add(rich.Mime, rich.Text); }
        MimeBundle bundle = MimeBundle.Create(PlainText.Format(value));
        if (value is null or string || value.GetType().IsPrimitive) { return bundle; }
        if (value is GrayImage image) { return bundle.Add("image/png", ImagePng.Base64(image)); }
        AddFaces(bundle, value);
        return bundle.Data.Count > 1 || value is not IEnumerable sequence ? bundle : bundle.Add("text/html", HtmlTable.Format(sequence));
    }

    private static void AddFaces(MimeBundle bundle, object value)
    {
        foreach ((string name, string mime) in Faces)
        {
            MethodInfo? method = value.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance, []);
            if (method?.ReturnType != typeof(string)) { continue; }
            try
            {
                var text = (string?)method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture);
                _ = mime.EndsWith("json", StringComparison.Ordinal) ? bundle.AddJson(mime, text) : bundle.Add(mime, text);
            }
#pragma warning disable CA1031 // A form that can't be made leaves the others, and says why on the error stream.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Notebook.Streams.Append("stderr", $"{value.GetType().Name}.{name}(): {exception.GetType().Name}: {exception.Message}\n");
            }
        }
    }
}
