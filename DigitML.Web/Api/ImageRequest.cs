using System.Text.Json;
using DigitML.Web.Models;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Http;

namespace DigitML.Web.Api;

/// <summary>What a request asks to be read, checked.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Model">Who reads it.</param>
/// <param name="Count">How many digits it is taken to hold.</param>
/// <param name="Top">How many labels to rank.</param>
internal sealed record ImageRequest(GrayImage Image, ServedModel Model, DigitCount Count, int Top)
{
    private const string DataAddressMark = ";base64,";

    /// <summary>Understands the body of a request: JSON, or a picture file with the rest in the query.</summary>
    /// <exception cref="RequestException">Something is missing or wrong.</exception>
    public static ImageRequest Parse(HttpRequest request, ReadOnlyMemory<byte> body, ModelCatalog models, long maximumPixels)
    {
        bool isJson = request.HasJsonContentType();
        PredictRequest wanted = isJson ? ParseJson(body, ApiJson.Legible.PredictRequest) : new PredictRequest(
            null, Query(request, "model"), Query(request, "digits"), ParseTop(Query(request, "top")));
        ServedModel model = FindModel(models, wanted.Model);
        int top = wanted.Top ?? model.Classifier.LabelNames.Count;
        if (top < 1) { throw new RequestException(StatusCodes.Status400BadRequest, $"top is {top}; it must be at least 1."); }
        DigitCount count = ParseCount(wanted.Digits);
        return new ImageRequest(Decode(isJson ? DecodeText(wanted.Image) : body, maximumPixels), model, count, top);
    }

    /// <summary>Reads a body as JSON.</summary>
    /// <exception cref="RequestException">It is no such JSON.</exception>
    public static T ParseJson<T>(ReadOnlyMemory<byte> body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type)
                ?? throw new RequestException(StatusCodes.Status400BadRequest, "The body is null; send a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new RequestException(StatusCodes.Status400BadRequest,
                $"The body is not the JSON that is wanted, at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}: see /openapi.json.");
        }
    }

    /// <summary>The model of a name; the default model for null.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public static ServedModel FindModel(ModelCatalog models, string? name) => name is null ? models.Default : models.Find(name)
        ?? throw new RequestException(StatusCodes.Status404NotFound,
            $"There is no model of that name; there are: {string.Join(", ", models.All.Select(model => model.Name))}.");

    /// <summary>The bytes of a picture that is sent as text.</summary>
    /// <exception cref="RequestException">It is missing or no Base64.</exception>
    public static ReadOnlyMemory<byte> DecodeText(string? text)
    {
        if (text is null) { throw new RequestException(StatusCodes.Status400BadRequest, "image is missing; send a picture file in Base64."); }
        int mark = text.StartsWith("data:", StringComparison.Ordinal) ? text.IndexOf(DataAddressMark, StringComparison.Ordinal) : -1;
        ReadOnlySpan<char> base64 = mark < 0 ? text : text.AsSpan(mark + DataAddressMark.Length);
        byte[] bytes = new byte[base64.Length / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(base64, bytes, out int count) ? bytes.AsMemory(0, count)
            : throw new RequestException(StatusCodes.Status400BadRequest, "image is no Base64; send a picture file in Base64.");
    }

    /// <summary>Decodes a picture file.</summary>
    /// <exception cref="RequestException">It is damaged, too large, or of a format that is not read.</exception>
    public static GrayImage Decode(ReadOnlyMemory<byte> file, long maximumPixels)
    {
        try
        {
            using var stream = new MemoryStream(file.ToArray(), writable: false);
            return GrayImage.Load(stream, "the image", maximumPixels);
        }
        catch (DigitMLException fault)
        {
            string sentence = fault.Message;
            throw new RequestException(StatusCodes.Status422UnprocessableEntity, $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}");
        }
    }

    private static string? Query(HttpRequest request, string name) => request.Query[name] is [var first, ..] ? first : null;

    private static int? ParseTop(string? text) => text is null ? null : int.TryParse(text, out int top) ? top
        : throw new RequestException(StatusCodes.Status400BadRequest, "top must be a whole number from 1 on.");

    private static DigitCount ParseCount(string? text) => text switch
    {
        null or "one" => DigitCount.One,
        "many" => DigitCount.Many,
        "auto" => DigitCount.Auto,
        _ => throw new RequestException(StatusCodes.Status400BadRequest, "digits must be one, many or auto."),
    };
}
