using CaseManager.TestSupport;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests;

/// <summary>Pictures for a look by hand.</summary>
public static class Screenshots
{
    /// <summary>Where SCREENSHOTS names a folder, a picture goes there.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await WriteAsync(page, folder, name);
        }
    }

    /// <summary>Every run leaves this one in <c>artifacts/screenshots</c>.</summary>
    public static Task KeepAsync(IPage page, string name) => WriteAsync(page, RepositoryFolder.File("artifacts/screenshots"), name);

    private static Task<byte[]> WriteAsync(IPage page, string folder, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
}
