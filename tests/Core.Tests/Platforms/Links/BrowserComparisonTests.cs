using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CaseManager.Core.Platforms.Links;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Links;

/// <summary>
/// 20,000 links of every shape, and 5,000 that were torn, joined and filled with what is hard to read; CASEMANAGER_LINKS and
/// CASEMANAGER_FUZZED in the environment set other numbers:
/// <c>CASEMANAGER_LINKS=1000000 dotnet test --project tests/Core.Tests --filter-class "*.BrowserComparisonTests"</c>.
/// </summary>
public sealed class BrowserComparisonTests
{
    private static readonly LinkNormalizer normalizer = new(PlatformHosts.Seeded);

    [Fact]
    public Task Normalize_GeneratedLinks_AnswersAsTheBrowserDoes() => CompareAsync("generated", Count("CASEMANAGER_LINKS", 20_000));

    [Fact]
    public Task Normalize_FuzzedLinks_AnswersAsTheBrowserDoes() => CompareAsync("fuzzed", Count("CASEMANAGER_FUZZED", 5_000));

    private static async Task CompareAsync(string links, int count)
    {
        using var browser = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                RepositoryFolder.File("src/CaseManager.Browser/generate/link-answers.mjs"),
                count.ToString(CultureInfo.InvariantCulture),
                "1",
                links,
            },
            RedirectStandardOutput = true,
        })!;

        var compared = 0;
        while (await browser.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var expected = JsonSerializer.Deserialize<NormalizedLink>(line, JsonSerializerOptions.Web)!;
            Assert.Equal(expected, normalizer.Normalize(expected.Input));
            CheckAgain(expected);
            compared++;
        }

        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, count), (browser.ExitCode, compared));
    }

    /// <summary>Its own address has the same key again; without a key there is a reason.</summary>
    private static void CheckAgain(NormalizedLink link)
    {
        if (link.Url is not { } url)
        {
            Assert.True(link.Key is null && LinkNormalizer.Reasons.Contains(link.Reason!), link.Input);
            return;
        }

        Assert.Equal(link with { Input = url, Confidence = "" }, normalizer.Normalize(url) with { Confidence = "" });
    }

    private static int Count(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { } typed ? int.Parse(typed, CultureInfo.InvariantCulture) : usual;
}
