using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace DigitML.Jupyter.Output;

/// <summary>Sequences as HTML tables: a row an item, a column a property.</summary>
internal static class HtmlTable
{
    private const int MostRows = 100;

    /// <summary>The table; null when the items are single values, which are better read as text.</summary>
    public static string? Format(IEnumerable sequence)
    {
        List<object?> rows = [.. sequence.Cast<object?>().Take(MostRows + 1)];
        if (rows.Find(row => row is not null) is not { } first) { return null; }
        if (first is GrayImage) { return Images(rows.OfType<GrayImage>()); }
        PropertyInfo[] columns = Columns(first.GetType());
        if (columns.Length == 0 || rows.Exists(row => row is not null && row.GetType() != first.GetType())) { return null; }
        var html = new StringBuilder("<table><thead><tr>");
        foreach (PropertyInfo column in columns) { html.Append("<th scope=\"col\">").Append(Escape(column.Name)).Append("</th>"); }
        html.Append("</tr></thead><tbody>");
        foreach (object? row in rows.Take(MostRows))
        {
            html.Append("<tr>");
            foreach (PropertyInfo column in columns) { html.Append("<td>").Append(Escape(Cell(column, row))).Append("</td>"); }
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (rows.Count > MostRows) { html.Append("<p>The first ").Append(MostRows).Append(" rows.</p>"); }
        return html.ToString();
    }

    private static PropertyInfo[] Columns(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(IEnumerable).IsAssignableFrom(type)
            || (type.Namespace == "System" && !type.IsGenericType)
            ? []
            : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead)];

    private static string Cell(PropertyInfo column, object? row)
    {
        try
        {
            return row is null ? "" : column.GetValue(row) switch
            {
                // More digits than anyone compares.
                double number => number.ToString("G6", CultureInfo.InvariantCulture),
                float number => number.ToString("G6", CultureInfo.InvariantCulture),
                var value => PlainText.Format(value),
            };
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException?.Message ?? "";
        }
    }

    private static string Images(IEnumerable<GrayImage> images)
    {
        var html = new StringBuilder("<div>");
        foreach ((int index, GrayImage image) in images.Take(MostRows).Index())
        {
            html.Append($"<img alt=\"Image {index}\" style=\"margin:2px\" src=\"data:image/png;base64,{ImagePng.Base64(image, 56)}\">");
        }

        return html.Append("</div>").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
