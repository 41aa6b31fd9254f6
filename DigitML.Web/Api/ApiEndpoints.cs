using System.Globalization;
using System.Text;
using DigitML.Imaging;
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
        RouteGroupBuilder api = routes.MapGroup("/api").AddEndpointFilter(FaultFilter.Invoke).WithTags("Reading");
        api.MapPost("/predict", PredictAsync).WithName("predict")
            .Accepts<PredictRequest>("application/json", Picture, AnyBytes)
            .Produces<PredictAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(422).ProducesProblem(429);
        api.MapPost("/picture", PictureAsync).WithName("picture").Accepts<byte[]>(Picture, AnyBytes)
            .Produces<byte[]>(200, "image/x-portable-graymap").ProducesProblem(413).ProducesProblem(422).ProducesProblem(429);
        api.MapGet("/models", Models).WithName("models").Produces<ModelAnswer[]>();
        routes.MapGet("/healthz", () => Results.Text("ok\n")).WithTags("Running").WithName("health").WithSummary("Says that the server answers.");
        routes.MapGet("/metrics", (ServerMetrics metrics) => Results.Text(metrics.ToText(), "text/plain; version=0.0.4", Encoding.UTF8))
            .WithTags("Running").WithName("metrics").WithSummary("Counts of requests, how long they take, how many wait: Prometheus' text format.");
    }

    /// <summary>Reads the digits of a picture: a picture file, or JSON with one in Base64.</summary>
    /// <param name="request">The request, whose body is the picture.</param>
    /// <param name="models">What can read.</param>
    /// <param name="bodies">Reads the body.</param>
    /// <param name="gate">Where the picture waits for its turn.</param>
    /// <param name="options">The limits.</param>
    /// <param name="model">With a picture file: the name of a model; the default model if it is left out.</param>
    /// <param name="digits">With a picture file: one, many or auto; one if it is left out.</param>
    /// <param name="top">With a picture file: how many labels to rank for each digit; all if it is left out.</param>
    private static async Task<IResult> PredictAsync(
        HttpRequest request, ModelCatalog models, BodyReader bodies, WorkGate gate, ServerOptions options,
        string? model, string? digits, string? top)
    {
        PredictAnswer answer = await bodies.ReadAsync(request, body => gate.RunAsync(() =>
        {
            PictureRequest wanted = PictureRequest.Parse(request, body, models, options.MaximumPixels);
            return new PictureReading(wanted.Model, wanted.Top).Read(wanted.Image, wanted.Count);
        }, request.HttpContext.RequestAborted));
        return Results.Json(answer, ApiJson.Legible.PredictAnswer);
    }

    /// <summary>Decodes a picture file of any format that is read, for browsers that can't: the answer is a raw PGM file.</summary>
    private static async Task<IResult> PictureAsync(HttpRequest request, BodyReader bodies, WorkGate gate, ServerOptions options)
    {
        GrayImage image = await bodies.ReadAsync(request, body => gate.RunAsync(
            () => PictureRequest.Decode(body, options.MaximumPixels), request.HttpContext.RequestAborted));
        byte[] head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{image.Width} {image.Height}\n255\n"));
        return Results.Bytes((byte[])[.. head, .. image.Pixels], "image/x-portable-graymap");
    }

    /// <summary>Lists the models that requests can name, the default first.</summary>
    private static IResult Models(ModelCatalog models, FlagFolder flags) =>
        Results.Json([.. models.All.Select(model => ModelAnswer.Of(model, flags.Count(model)))], ApiJson.Legible.ModelAnswerArray);
}
