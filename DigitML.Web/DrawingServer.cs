using System.Text.Json.Serialization;
using DigitML.Web.Api;
using DigitML.Web.Flags;
using DigitML.Web.Metrics;
using DigitML.Web.Models;
using DigitML.Web.Pages;
using DigitML.Web.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DigitML.Web;

/// <summary>The drawing page and its API as a web application.</summary>
public static class DrawingServer
{
    private const int MostConnections = 1024, MostHeaderBytes = 16 << 10, MostAddressBytes = 4 << 10;
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Puts the application together; it listens when it is run.</summary>
    /// <param name="options">Where and how to serve.</param>
    /// <exception cref="DigitMLException">The host is no address, or the port is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="DigitMLException">A model's file is none.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The folder that the server is started in has no say: settings come from the options alone.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        // Defects go to standard error. What keeps the host from starting is thrown as well, and told in a sentence.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddSimpleConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        AddServices(builder.Services, options);
        WebApplication application = builder.Build();
        AddSteps(application);
        return application;
    }

    private static void Limit(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = options.MaximumBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = MostAddressBytes;
        kestrel.Limits.RequestHeadersTimeout = options.Patience;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        ServerAddress.Listen(kestrel, options);
    }

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options).AddSingleton(new ModelCatalog(options.Models));
        services.AddSingleton<ServerMetrics>().AddSingleton<BodyReader>().AddSingleton<WorkGate>()
            .AddSingleton(TimeProvider.System).AddSingleton<FlagFolder>();
        services.AddRateLimiter(limiter => FlagRate.Set(limiter, options));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Legible);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.Remove("traceId"));
        services.AddOpenApi(ApiDescription.Set);
        // A page of another site may give its name this machine's address; its requests still bear that name.
        if (ServerAddress.IsLoopback(options.Host)) { services.AddHostFiltering(AllowLoopbackOnly); }
    }

    private static void AllowLoopbackOnly(HostFilteringOptions filter) =>
        (filter.AllowedHosts, filter.IncludeFailureMessage) = (LoopbackNames, false);

    private static void AddSteps(WebApplication application)
    {
        application.Use(new RequestMeasurement(application.Services.GetRequiredService<ServerMetrics>()).Invoke);
        application.Use(SecurityHeaders.Invoke);
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        if (ServerAddress.IsLoopback(application.Services.GetRequiredService<ServerOptions>().Host)) { application.UseHostFiltering(); }
        application.UseRouting();
        application.UseRateLimiter();
        ApiEndpoints.Map(application);
        FlagEndpoints.Map(application);
        PageFiles.Map(application);
        application.MapOpenApi("/openapi.json").ExcludeFromDescription();
    }
}
