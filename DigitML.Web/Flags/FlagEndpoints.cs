using System.ComponentModel;
using System.Text;
using DigitML.Web.Api;
using DigitML.Web.Models;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DigitML.Web.Flags;

/// <summary>The addresses for corrections.</summary>
internal static class FlagEndpoints
{
    /// <summary>The name of the limit on how often corrections may be sent.</summary>
    public const string Limit = "flags";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api").AddEndpointFilter(RequestExceptionFilter.Invoke).WithTags("Corrections");
        api.MapPost("/flag", FlagAsync).WithName("flag").WithSummary("Saves a drawing with its right label, to train on.")
            .RequireRateLimiting(Limit).Accepts<FlagRequest>("application/json").Produces<FlagResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(429);
        api.MapGet("/flags/{model}.csv", Download).WithName("flags").WithSummary("All saved drawings as a CSV file like Kaggle's.")
            .Produces<string>(200, "text/csv").ProducesProblem(404);
    }

    /// <summary>Saves a drawing with its right label, to train on.</summary>
    public static async Task<IResult> FlagAsync(
        HttpRequest request, ModelCatalog models, BodyReader bodies, WorkGate gate, FlagFolder folder, ServerOptions options)
    {
        FlagResponse answer = await bodies.ReadAsync(request, body => gate.RunAsync(() =>
        {
            FlagRequest flag = ImageRequest.ParseJson(body, ApiJson.Legible.FlagRequest);
            ServedModel model = ImageRequest.FindModel(models, flag.Model);
            string label = flag.Label ?? throw new RequestException(StatusCodes.Status400BadRequest, "label is missing; send the right label.");
            GrayImage image = ImageRequest.Decode(ImageRequest.DecodeText(flag.Image), options.MaximumPixels);
            return folder.Save(model, label, image);
        }, request.HttpContext.RequestAborted));
        return Results.Json(answer, ApiJson.Legible.FlagResponse);
    }

    /// <summary>All saved drawings of a model's script as a CSV file like Kaggle's: label,pixel0,pixel1 and so on.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="models">What there is.</param>
    /// <param name="folder">Where the drawings are.</param>
    public static IResult Download([Description("The name of a model.")] string model, ModelCatalog models, FlagFolder folder)
    {
        ServedModel named = ImageRequest.FindModel(models, model);
        if (folder.Count(named) is null) { throw new RequestException(StatusCodes.Status404NotFound, "This server saves no corrections."); }
        return Results.File(Encoding.UTF8.GetBytes(folder.ToKaggleTable(named)), "text/csv; charset=utf-8", $"digitml-{named.Name}.csv");
    }
}
