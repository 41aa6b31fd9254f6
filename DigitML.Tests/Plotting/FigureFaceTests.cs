using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitML.Tests.Jupyter;
using DigitML.Tests.Web;
using Microsoft.Playwright;

namespace DigitML.Tests.Plotting;

/// <summary>Both faces of figures in Chromium, one drawn by Plotly. DIGITML_SCREENSHOTS names a folder to keep what that looks like in.</summary>
[TestClass]
public sealed class FigureFaceTests
{
    /// <summary>Draws a figure; returns what Plotly made of it. Boxes are left, top, right, bottom.</summary>
    private const string Draw = """
        async text => {
            const figure = JSON.parse(text), place = document.querySelector('#figure');
            await Plotly.newPlot(place, figure.data, figure.layout, { staticPlot: false, displayModeBar: false });
            const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
            const all = (query, of) => [...place.querySelectorAll(query)].map(of);
            const images = [...place.querySelectorAll('.imagelayer image, .heatmaplayer image')];
            await Promise.all(images.map(async e => { const i = new Image(); i.src = e.href.baseVal; await i.decode(); }));
            return JSON.stringify({
                Traces: place._fullData.filter(trace => trace.visible === true).length,
                Frame: box(place.querySelector('.main-svg')),
                Shapes: all('.scatterlayer path.js-line, .scatterlayer .point, .barlayer .point path', box),
                Images: images.map(box),
                Words: all(
                    'text[class$="title"], [class$="tick"] text, .annotation-text, .legendtext',
                    e => ({ Text: e.textContent, Box: box(e) })).filter(word => word.Text.trim() !== ''),
            });
        }
        """;

    /// <summary>Where the words of our own drawing are.</summary>
    private const string Measure = """
        () => {
            const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
            const svg = document.querySelector('#figure > svg');
            const words = [...svg.querySelectorAll('text')].filter(e => e.textContent.trim() !== '');
            return JSON.stringify({
                Traces: 0, Frame: box(svg), Shapes: [], Images: [], Words: words.map(e => ({ Text: e.textContent, Box: box(e) })),
            });
        }
        """;

    private static readonly Lazy<string> Plotly = new(
        () => NpmFile.Read("plotly.js-dist-min@4.1.2", "plotly.min.js", "Plotly did not draw the figures"));

    private static readonly List<string> Complaints = [];
    private static IPage? _page;

    private static IEnumerable<object[]> Kinds => FigureCase.Kinds().Select(kind => new[] { kind[0], ((Figure)kind[1]).ToPlotlyJson() });

    /// <summary>What the notebooks hold: of true data.</summary>
    private static IEnumerable<object[]> Stored =>
        from name in NotebookTwin.Names
        from output in new NotebookTwin(name).Cells.SelectMany(cell => cell["outputs"]?.AsArray() ?? [])
            .Select(output => output?["data"]?["application/vnd.plotly.v1+json"]).Where(output => output is not null).Index()
        select new object[] { $"{name}-{output.Index}", output.Item!.ToJsonString() };

    [ClassCleanup]
    public static async Task Stop() => await (_page?.Context.CloseAsync() ?? Task.CompletedTask);

    [TestMethod]
    [DynamicData(nameof(Kinds), DynamicDataDisplayName = nameof(NameOf))]
    [DynamicData(nameof(Stored), DynamicDataDisplayName = nameof(NameOf))]
    public async Task Plotly_InChromium_IsDrawnAndReadable(string name, string json)
    {
        IPage page = await OpenAsync();

        FigureDrawing drawing = JsonSerializer.Deserialize<FigureDrawing>(await page.EvaluateAsync<string>(Draw, json))!;
        await KeepScreenshot(page, name);

        Assert.IsEmpty(Complaints, string.Join('\n', Complaints));
        JsonNode figure = JsonNode.Parse(json)!;
        // A line without points is none.
        Assert.AreEqual(figure["data"]!.AsArray().Count(trace => trace!["x"]!.AsArray().Count > 0), drawing.Traces);
        drawing.RequireMarks(figure);
        drawing.RequireTitles(figure);
        drawing.RequireReadable();
    }

    [TestMethod]
    [DynamicData(nameof(FigureCase.Kinds), typeof(FigureCase), DynamicDataDisplayName = nameof(NameOf),
        DynamicDataDisplayNameDeclaringType = typeof(FigureFaceTests))]
    public async Task Svg_InChromium_IsReadable(string name, Figure figure)
    {
        IPage page = await OpenAsync();
        await page.EvaluateAsync("text => { document.querySelector('#figure').innerHTML = text; }", figure.ToSvg());

        FigureDrawing drawing = JsonSerializer.Deserialize<FigureDrawing>(await page.EvaluateAsync<string>(Measure))!;
        await page.EvaluateAsync("() => { document.querySelector('#figure').innerHTML = ''; }");

        Assert.AreEqual(figure.Title, drawing.Words[0].Text, name);
        drawing.RequireReadable();
    }

    /// <summary>What a case is called: a figure's text would be long.</summary>
    public static string NameOf(MethodInfo method, object[] data) => $"{method.Name} ({data[0]})";

    private static async Task<IPage> OpenAsync()
    {
        string plotly = Plotly.Value;
        if (_page is null)
        {
            _page = await Browser.OpenBlankAsync(1400, 1000);
            _page.Console += (_, message) => { if (message.Type is "error" or "warning") { Complaints.Add(message.Text); } };
            _page.PageError += (_, error) => Complaints.Add(error);
            await _page.SetContentAsync("<body style='margin:0'><div id=figure style='display:inline-block'></div></body>");
            await _page.AddScriptTagAsync(new() { Content = plotly });
        }

        Complaints.Clear();
        return _page;
    }

    private static async Task KeepScreenshot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DIGITML_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Locator("#figure .svg-container").ScreenshotAsync(new() { Path = Path.Combine(folder, $"plotly-{name}.png") });
        }
    }
}
