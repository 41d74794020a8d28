using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests;

/// <summary>The system's Chromium, started once for the assembly.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private const string Variable = "CHROMIUM";

    /// <summary>Debian's places. The build without a window of its own is the same engine with less around it.</summary>
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable(Variable) ?? Programs.FirstOrDefault(File.Exists) ?? Programs[^1],
            // Tests may run as root, where Chromium has no sandbox.
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>A person's fresh browser: cookies cross ports, so one for each host.</summary>
    public Task<IBrowserContext> NewPersonAsync(BrowserNewContextOptions? options = null) => browser!.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
