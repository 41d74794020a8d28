using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class BrowserComparisonTests
{
    /// <summary>
    /// 20,000 links; CASEMANAGER_LINKS in the environment sets another number:
    /// <c>CASEMANAGER_LINKS=1000000 dotnet test --project tests/Core.Tests --filter-class "*.BrowserComparisonTests"</c>.
    /// </summary>
    [Fact]
    public async Task Normalize_GeneratedLinks_AnswersAsTheBrowserDoes()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("CASEMANAGER_LINKS") ?? "20000", CultureInfo.InvariantCulture);
        var normalizer = new LinkNormalizer(PlatformHosts.Seeded);
        using var browser = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                RepositoryFolder.File("src/CaseManager.Browser/generate/link-answers.mjs"),
                count.ToString(CultureInfo.InvariantCulture),
                "1",
            },
            RedirectStandardOutput = true,
        })!;

        var compared = 0;
        while (await browser.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var expected = JsonSerializer.Deserialize<NormalizedLink>(line, JsonSerializerOptions.Web)!;
            Assert.Equal(expected, normalizer.Normalize(expected.Input));
            compared++;
        }

        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, count), (browser.ExitCode, compared));
    }
}
