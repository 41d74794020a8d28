using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests;

/// <summary>The system's Chromium, started once for the assembly.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private const string Variable = "CHROMIUM";

    /// <summary>Debian's places. The build without a window of its own is the same engine with less around it.</summary>
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    /// <summary>Many times what the longest test takes here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly CancellationTokenSource ended = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await LaunchAsync(playwright);
    }

    /// <summary>A browser of its own, for a test that needs it started in another way.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] arguments) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable(Variable) ?? Programs.FirstOrDefault(File.Exists) ?? Programs[^1],
        // Tests may run as root, where Chromium has no sandbox.
        Args = ["--no-sandbox", .. arguments],
    });

    /// <summary>A person's fresh browser: cookies cross ports, so one for each host.</summary>
    /// <remarks>It closes after eight minutes, so that a script that never answers fails its test and not the whole run.</remarks>
    public async Task<IBrowserContext> NewPersonAsync(BrowserNewContextOptions? options = null)
    {
        var person = await browser!.NewContextAsync(options);
        _ = CloseInTimeAsync(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        ended.Dispose();
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private async Task CloseInTimeAsync(IBrowserContext person)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        person.Close += (_, _) => Cancel(gone);
        try
        {
            await Task.Delay(Patience, TimeProvider.System, gone.Token);
            await person.CloseAsync();
        }
        catch (OperationCanceledException)
        {
            // It closed by itself, as it should.
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The time was up.
        }
    }
}
