using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace DigitML.Web.Pages;

/// <summary>The files of the page, which are part of the program: no address of a request ever becomes a path of a file.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/", Start = "index.html";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>All files by their place below /, such as "index.html".</summary>
    public static IReadOnlyDictionary<string, PageFile> All { get; } = Load();

    /// <summary>Adds the address of every file, and / for the first page.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach ((string place, PageFile file) in All)
        {
            string address = place == Start ? "/" : $"/{place}";
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Answer(context, file)).ExcludeFromDescription();
        }
    }

    private static IResult Answer(HttpContext context, PageFile file)
    {
        // Browsers ask each time whether a file has changed, so that a newer version is seen at once.
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.ContentType, entityTag: new EntityTagHeaderValue(file.Tag));
    }

    private static Dictionary<string, PageFile> Load()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Load(assembly, name));
    }

    private static PageFile Load(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(content, Types[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
    }
}
