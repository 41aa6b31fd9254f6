using System.Numerics;
using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>A person at the page: draws recorded strokes and reads what the page says.</summary>
internal sealed class PageHand(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page { get; } = page;

    /// <summary>Draws labels side by side with the mouse.</summary>
    public async Task DrawAsync(params string[] labels)
    {
        foreach (IReadOnlyList<Vector2> stroke in await PlaceAsync(labels))
        {
            await Page.Mouse.MoveAsync(stroke[0].X, stroke[0].Y);
            await Page.Mouse.DownAsync();
            foreach (Vector2 point in stroke.Skip(1)) { await Page.Mouse.MoveAsync(point.X, point.Y); }
            await Page.Mouse.UpAsync();
        }
    }

    /// <summary>Draws labels side by side with a finger: real touches, sent as the screen's driver would.</summary>
    public async Task TouchAsync(params string[] labels)
    {
        ICDPSession screen = await Page.Context.NewCDPSessionAsync(Page);
        foreach (IReadOnlyList<Vector2> stroke in await PlaceAsync(labels))
        {
            await SendTouch(screen, "touchStart", stroke[0]);
            foreach (Vector2 point in stroke.Skip(1)) { await SendTouch(screen, "touchMove", point); }
            await SendTouch(screen, "touchEnd", null);
        }
    }

    /// <summary>Waits until the page says that it reads a text.</summary>
    public Task ExpectAsync(string text) => Assertions.Expect(Page.Locator("#winner")).ToHaveTextAsync(text);

    /// <summary>Waits until an element has a text.</summary>
    public Task ExpectAsync(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector)).ToContainTextAsync(text);

    /// <summary>Presses a key on the page.</summary>
    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>How many pixels of the pad have ink.</summary>
    public Task<int> CountInkAsync() => Page.EvaluateAsync<int>(
        "() => { const c = document.getElementById('pad'), p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        + " let n = 0; for (let i = 3; i < p.length; i += 4) { n += p[i] > 0; } return n; }");

    private async Task<IEnumerable<IReadOnlyList<Vector2>>> PlaceAsync(string[] labels)
    {
        await Page.Locator("#pad").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await Page.Locator("#pad").BoundingBoxAsync())!;
        float side = Math.Min(.7f * box.Height, .9f * box.Width / labels.Length), left = (box.Width - side * labels.Length) / 2;
        var corner = new Vector2(box.X + left, box.Y + (box.Height - side) / 2);
        return labels.SelectMany((label, i) => RecordedStrokes.Of(label).Select(stroke => (IReadOnlyList<Vector2>)[.. stroke.Select(
            point => corner + side * new Vector2(i + .15f + .7f * point.X, point.Y))]));
    }

    private static async Task SendTouch(ICDPSession screen, string type, Vector2? point) => await screen.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = point is { } place ? new object[] { new Dictionary<string, object> { ["x"] = place.X, ["y"] = place.Y } } : [],
    });
}
