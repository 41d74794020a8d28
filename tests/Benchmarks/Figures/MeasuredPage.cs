using Microsoft.Playwright;

namespace CaseManager.Benchmarks.Figures;

/// <summary>A page of a secure address, where the browser's cryptography works, with what is measured in it.</summary>
public sealed class MeasuredPage : IAsyncDisposable
{
    private const string Address = "http://localhost/figures";
    private static readonly string[] programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage page;

    private MeasuredPage(IPlaywright playwright, IBrowser browser, IPage page) => (this.playwright, this.browser, this.page) = (playwright, browser, page);

    /// <summary>Starts a browser of its own.</summary>
    /// <param name="script">Sets <c>figures</c>.</param>
    /// <param name="flags">Of Chromium, beside the usual.</param>
    public static async Task<MeasuredPage> OpenAsync(string script, params string[] flags)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await LaunchAsync(playwright, flags);
        var page = await browser.NewPageAsync();
        await page.RouteAsync(Address, route => route.FulfillAsync(new() { Body = "<!doctype html><title>Figures</title>", ContentType = "text/html" }));
        await page.GotoAsync(Address);
        await page.AddScriptTagAsync(new() { Content = script });
        return new MeasuredPage(playwright, browser, page);
    }

    /// <summary>The system's Chromium.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] flags) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? programs.FirstOrDefault(File.Exists) ?? programs[^1],
        Args = ["--no-sandbox", .. flags],
    });

    /// <summary>Milliseconds of the product's way and of the bare one.</summary>
    public async Task<(double Product, double Bare)> MeasureAsync(string figure)
    {
        var took = (await page.EvaluateAsync($"() => figures.{figure}"))!.Value;
        return (Of("product"), Of("bare"));

        double Of(string way) => took.GetProperty(way).GetDouble();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
