using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using DigitML.Web.Flags;

namespace DigitML.Web.Api;

/// <summary>How requests and answers are written as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(ModelResponse[]))]
[JsonSerializable(typeof(FlagRequest))]
[JsonSerializable(typeof(FlagResponse))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Writes the letters of all scripts as they are.</summary>
    public static ApiJson Legible { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), NumberHandling = JsonNumberHandling.Strict,
        });
}
