using System.ComponentModel;
using System.Globalization;
using System.Text;
using DigitML.Web.Flags;
using DigitML.Web.Metrics;
using DigitML.Web.Models;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DigitML.Web.Api;

/// <summary>The addresses of the API.</summary>
internal static class ApiEndpoints
{
    private const string Picture = "image/*", AnyBytes = "application/octet-stream";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").AddEndpointFilter(RequestExceptionFilter.Invoke).WithTags("Reading");
        api.MapPost("/predict", PredictAsync).WithName("predict")
            .WithSummary("Reads the digits of a picture: a picture file, or JSON with one in Base64.")
            .Accepts<PredictRequest>("application/json", Picture, AnyBytes).Produces<PredictResponse>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(408).ProducesProblem(413).ProducesProblem(422).ProducesProblem(429);
        api.MapPost("/picture", PictureAsync).WithName("picture")
            .WithSummary("Decodes a picture file of any format that is read, for browsers that can't.")
            .Accepts<byte[]>(Picture, AnyBytes).Produces<byte[]>(200, "image/x-portable-graymap")
            .ProducesProblem(408).ProducesProblem(413).ProducesProblem(422).ProducesProblem(429);
        api.MapGet("/models", Models).WithName("models").WithSummary("Lists the models that requests can name, the default first.")
            .Produces<ModelResponse[]>();
        routes.MapGet("/healthz", () => Results.Text("ok\n")).WithTags("Running").WithName("health").WithSummary("Says that the server answers.");
        routes.MapGet("/metrics", (ServerMetrics metrics) => Results.Text(metrics.ToText(), "text/plain; version=0.0.4", Encoding.UTF8))
            .WithTags("Running").WithName("metrics")
            .WithSummary("Counts requests, how long they take and how many wait, in Prometheus' text format.");
    }

    /// <summary>Reads the digits of a picture: a picture file, or JSON with one in Base64.</summary>
    /// <param name="request">The request, whose body is the picture.</param>
    /// <param name="models">What can read.</param>
    /// <param name="bodies">Reads the body.</param>
    /// <param name="gate">Where the picture waits for its turn.</param>
    /// <param name="options">The limits.</param>
    /// <param name="model">As the attribute says; the request's query is read together with its body.</param>
    /// <param name="digits">As the attribute says.</param>
    /// <param name="top">As the attribute says.</param>
    public static async Task<IResult> PredictAsync(
        HttpRequest request, ModelCatalog models, BodyReader bodies, WorkGate gate, ServerOptions options,
        [Description("With a picture file: the name of a model; the default model if it is left out.")] string? model,
        [Description("With a picture file: one, many or auto; one if it is left out.")] string? digits,
        [Description("With a picture file: how many labels to rank for each digit; all if it is left out.")] string? top)
    {
        PredictResponse answer = await bodies.ReadAsync(request, body => gate.RunAsync(() =>
        {
            ImageRequest wanted = ImageRequest.Parse(request, body, models, options.MaximumPixels);
            return new PictureResult(wanted.Model, wanted.Top).Read(wanted.Image, wanted.Count);
        }, request.HttpContext.RequestAborted));
        return Results.Json(answer, ApiJson.Legible.PredictResponse);
    }

    /// <summary>Decodes a picture file of any format that is read, for browsers that can't: the answer is a raw PGM file.</summary>
    public static async Task<IResult> PictureAsync(HttpRequest request, BodyReader bodies, WorkGate gate, ServerOptions options)
    {
        GrayImage image = await bodies.ReadAsync(request, body => gate.RunAsync(
            () => ImageRequest.Decode(body, options.MaximumPixels), request.HttpContext.RequestAborted));
        byte[] head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{image.Width} {image.Height}\n255\n"));
        return Results.Bytes((byte[])[.. head, .. image.Pixels], "image/x-portable-graymap");
    }

    /// <summary>Lists the models that requests can name, the default first.</summary>
    public static IResult Models(ModelCatalog models, FlagFolder flags) =>
        Results.Json([.. models.All.Select(model => ModelResponse.Create(model, flags.Count(model)))], ApiJson.Legible.ModelResponseArray);
}
