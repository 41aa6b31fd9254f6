using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DigitML.Web.Api;

/// <summary>What the OpenAPI document says beside what follows from the code.</summary>
internal static class ApiDescription
{
    /// <summary>Adds it.</summary>
    public static void Set(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "DigitML";
            document.Info.Version = typeof(DigitClassifier).Assembly.GetName().Version!.ToString(3);
            document.Info.Description = "Reads handwritten digits in pictures.";
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach ((string type, OpenApiMediaType content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                // A body that is no JSON is a file.
                if (type != "application/json") { content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" }; }
            }

            return Task.CompletedTask;
        });
    }
}
