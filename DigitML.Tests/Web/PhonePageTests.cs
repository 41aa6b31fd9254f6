using Microsoft.Playwright;

namespace DigitML.Tests.Web;

/// <summary>The drawing page on the screen of a phone, 360 pixels wide, drawn on with a finger; and in the dark.</summary>
[TestClass]
public sealed class PhonePageTests
{
    private static RunningServer _server = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _) => _server = await RunningServer.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _server.DisposeAsync();

    [TestMethod]
    [DataRow("3")]
    [DataRow("7")]
    [DataRow("8")]
    public async Task Touch_Digit_IsReadAndThePageStays(string digit)
    {
        PageHand hand = await OpenPhoneAsync();
        await hand.Page.EvaluateAsync("() => scrollTo(0, 60)");
        int before = await ScrolledAsync(hand);
        await hand.TouchAsync(digit);
        await hand.ExpectAsync(digit);
        Assert.AreEqual(before, await ScrolledAsync(hand));
        await hand.Page.Context.CloseAsync();
    }

    [TestMethod]
    public async Task Touch_Number_IsRead()
    {
        PageHand hand = await OpenPhoneAsync();
        await hand.TouchAsync("2", "0", "2", "6");
        await hand.ExpectAsync("2026");
        await Assertions.Expect(hand.Page.Locator("#boxes rect.digit")).ToHaveCountAsync(4);
        await hand.Page.Context.CloseAsync();
    }

    [TestMethod]
    public async Task Phone_ShowsPadAndAnswerTogetherWithoutScrollingSideways()
    {
        PageHand hand = await OpenPhoneAsync();
        LocatorBoundingBoxResult before = (await hand.Page.Locator("#pad").BoundingBoxAsync())!;
        await hand.Page.TapAsync("[aria-label='Draw 5']");
        await hand.ExpectAsync("5");
        await hand.Page.EvaluateAsync("() => scrollTo(0, 0)");
        LocatorBoundingBoxResult pad = (await hand.Page.Locator("#pad").BoundingBoxAsync())!;
        LocatorBoundingBoxResult winner = (await hand.Page.Locator("#winner").BoundingBoxAsync())!;
        Assert.AreEqual(before.Y, pad.Y, "The pad moved when the answer came.");
        Assert.IsLessThan(740, pad.Y + pad.Height);
        Assert.IsLessThan(740, winner.Y + winner.Height);
        Assert.IsLessThanOrEqualTo(360, await hand.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await hand.Page.Context.CloseAsync();
    }

    [TestMethod]
    public async Task Dark_FollowsTheSystemAndTheButton()
    {
        IPage page = await Browser.OpenAsync(_server, options => options.ColorScheme = ColorScheme.Dark);
        var hand = new PageHand(page);
        Assert.IsLessThan(60, await BrightnessAsync(page));
        await hand.DrawAsync("7");
        await hand.ExpectAsync("7");
        await page.ClickAsync("#theme");
        Assert.IsGreaterThan(200, await BrightnessAsync(page));
        await page.Context.CloseAsync();
    }

    private static async Task<PageHand> OpenPhoneAsync() => new(await Browser.OpenAsync(_server, options =>
    {
        (options.ViewportSize, options.HasTouch, options.IsMobile, options.DeviceScaleFactor) = (new() { Width = 360, Height = 740 }, true, true, 2);
    }));

    private static Task<int> ScrolledAsync(PageHand hand) => hand.Page.EvaluateAsync<int>("() => Math.round(scrollY)");

    // The mean of red, green and blue of the paper.
    private static Task<double> BrightnessAsync(IPage page) => page.EvaluateAsync<double>(
        "() => { const c = document.createElement('canvas').getContext('2d');"
        + " c.fillStyle = getComputedStyle(document.getElementById('sheet')).backgroundColor; c.fillRect(0, 0, 1, 1);"
        + " const p = c.getImageData(0, 0, 1, 1).data; return (p[0] + p[1] + p[2]) / 3; }");
}
