using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.TestSupport;
using CsCheck;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>Whatever anybody asks of the addresses of the statistics, it is answered without breaking, and with no figure but those of a release she may have.</summary>
public sealed partial class HostileRequestsTests(HostileSite site) : IClassFixture<HostileSite>
{
    private const int EachAsks = 90;

    private readonly Dictionary<string, string> tokens = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyRequest_ByAnybody_NeverBreaksAndNeverTellsMoreThanARelease()
    {
        var dice = new PCG(1, 20261201);
        var asked = new HashSet<(string Who, string Kind)>();
        var opened = new Dictionary<string, int>();
        foreach (var who in site.Everybody.Keys)
        {
            foreach (var request in HostileRequests.All.Array[EachAsks].Generate(dice, null, out _))
            {
                using var answer = await SendAsync(who, request);
                var body = await answer.Content.ReadAsByteArrayAsync(Cancel);

                await CheckAsync(who, answer, body, $"{who}: {request}");
                asked.Add((who, request.Kind));
                if (answer.IsSuccessStatusCode && body.Length > 0 && StaysThere(Fill(request.Address)))
                {
                    Assert.True(who is not (RoleName.Auditor or HostileSite.Nobody), $"{who}: {request}");
                    opened[who] = opened.GetValueOrDefault(who) + 1;
                }
            }
        }

        // It was no test if it asked nobody anything, or if nobody ever got anything.
        Assert.Equal(site.Everybody.Keys.SelectMany(who => HostileRequests.Kinds.Select(kind => (who, kind))).ToHashSet(), asked);
        Assert.All([RoleName.Administrator, RoleName.Supervisor, RoleName.Advocate, HostileSite.Visitor], who => Assert.InRange(opened.GetValueOrDefault(who), 1, EachAsks));
    }

    [Fact]
    public async Task PlainAddresses_ByEverybody_TellNothingThatWasPlanted()
    {
        foreach (var (who, client) in site.Everybody)
        {
            foreach (var rest in new[] { "", "/building", "/service", $"/{site.Published}", $"/{site.Published}/summary", $"/{site.Built}", $"/{site.Built}/summary" })
            {
                using var answer = await client.GetAsync(new Uri($"/statistics{rest}", UriKind.Relative), Cancel);

                await CheckAsync(who, answer, await answer.Content.ReadAsByteArrayAsync(Cancel), $"{who}: {rest}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/summary")]
    [InlineData("/bundle")]
    [InlineData("/files/stats.json")]
    public async Task ReleaseThatMayNotBeShownYet_AnswersAsOneThatDoesNotExist(string rest)
    {
        foreach (var (who, client) in site.Everybody)
        {
            using var unconfirmed = await client.GetAsync(new Uri($"/statistics/{site.Unconfirmed}{rest}", UriKind.Relative), Cancel);
            using var unknown = await client.GetAsync(new Uri($"/statistics/{new string('0', 32)}{rest}", UriKind.Relative), Cancel);

            Assert.True(unconfirmed.StatusCode == unknown.StatusCode, who);
            Assert.Equal((await unknown.Content.ReadAsByteArrayAsync(Cancel)).Length, (await unconfirmed.Content.ReadAsByteArrayAsync(Cancel)).Length);
        }
    }

    [Fact]
    public async Task PlantedCounts_OnAPage_WouldBeFound()
    {
        await CheckBreaksAsync("<main><td>17</td></main>");
        await CheckBreaksAsync("<main><p>About 7 919 cases</p></main>");
        await CheckBreaksAsync("<main><script type=application/json>{\"count\":7919}</script></main>");
    }

    private async Task CheckBreaksAsync(string page)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page, Encoding.UTF8, "text/html") };
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => CheckAsync(RoleName.Supervisor, answer, Encoding.UTF8.GetBytes(page), "planted"));
    }

    private async Task CheckAsync(string who, HttpResponseMessage answer, byte[] body, string about)
    {
        Assert.True((int)answer.StatusCode < 500, $"{about}: {answer.StatusCode}");
        if (answer.Content.Headers.ContentDisposition is not null)
        {
            Assert.True(answer.IsSuccessStatusCode, about);
            Assert.True(who is RoleName.Administrator or RoleName.Supervisor or RoleName.Advocate or HostileSite.Visitor, about);
            var bundles = await site.BundlesOfAsync(who, Cancel);
            Assert.True(bundles.Any(bundle => bundle.AsSpan().SequenceEqual(body)) || bundles.SelectMany(FilesOf).Any(file => file.AsSpan().SequenceEqual(body)), $"{about}: a file that is in no bundle");
            return;
        }

        var text = Encoding.UTF8.GetString(body);
        var page = await answer.ReadPageAsync(Cancel);
        answer.Headers.Date = null;
        var shown = $"{page.Title} {page.Body?.TextContent} {answer.Headers} {answer.Content.Headers}";
        Assert.False(Planted().IsMatch(shown), $"{about}: tells …{Around(shown, Planted().Match(shown))}…");
        Assert.DoesNotContain("Npgsql", text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Unconfirmed, text, StringComparison.Ordinal);
        if (body.Length > 0 && answer.StatusCode == HttpStatusCode.OK)
        {
            Assert.True(answer.Content.Headers.ContentType?.MediaType == "text/html", about);
        }

        AssertIsHers(who, answer.StatusCode, page, about);
    }

    private static void AssertIsHers(string who, HttpStatusCode status, AngleSharp.Html.Dom.IHtmlDocument page, string about)
    {
        var hasReleases = page.QuerySelector("#releases, .cm-release-table, .cm-summary__first, #key-mark, #download") is not null;
        var hasBudget = page.QuerySelector("#years, #declare") is not null;
        var hasService = page.QuerySelector("#mark, [data-figure]") is not null;
        Assert.True(status == HttpStatusCode.OK || !(hasReleases || hasBudget || hasService), about);
        Assert.True(!hasReleases || who is RoleName.Administrator or RoleName.Supervisor or RoleName.Advocate or HostileSite.Visitor, about);
        Assert.True(!hasBudget || who is RoleName.Administrator or RoleName.Supervisor, about);
        Assert.True(!hasService || who is RoleName.Supervisor or RoleName.Caseworker, about);
    }

    // Enough steps upwards lead to other pages, which have other tests.
    private static bool StaysThere(string address) => new Uri($"http://staff.example{address}").AbsolutePath.StartsWith("/statistics", StringComparison.OrdinalIgnoreCase);

    private static string Around(string text, Match match) => text[Math.Max(0, match.Index - 60)..Math.Min(text.Length, match.Index + match.Length + 20)];

    private static IEnumerable<byte[]> FilesOf(byte[] bundle)
    {
        using var archive = new ZipArchive(new MemoryStream(bundle), ZipArchiveMode.Read);
        return [.. archive.Entries.Select(entry => BundleContent.FileOf(bundle, entry.FullName)!)];
    }

    // A number by itself, however its thousands are parted, and neither a day of a month nor a share.
    [GeneratedRegex(@"(?<![\w.,+%&;/-])(17|7[., \u2009\u00a0\u202f]?919)(?![\w.,%/:-]|\s[A-Z][a-z]+\s20|\sin\s100)")]
    private static partial Regex Planted();

    private async Task<HttpResponseMessage> SendAsync(string who, HostileRequest request)
    {
        var client = site.Everybody[who];
        var address = Fill(request.Address);
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri($"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        message.Headers.Accept.ParseAdd("text/html");
        if (request.Method is "POST" or "PUT")
        {
            message.Content = ContentOf(request, await TokenAsync(who));
        }

        return await client.SendAsync(message, Cancel);
    }

    private HttpContent ContentOf(HostileRequest request, string token)
    {
        List<KeyValuePair<string, string>> fields = [.. request.Fields.Select(field => KeyValuePair.Create(Fill(field.Name), Whole(Fill(field.Value))))];
        switch (request.Sending)
        {
            case Sending.Json:
                return JsonContent.Create(fields);
            case Sending.Parts:
                var parts = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
                fields.ForEach(field => parts.Add(new StringContent(field.Value), field.Key.Length == 0 ? "none" : Uri.EscapeDataString(field.Key)));
                return parts;
            case Sending.Damaged:
                var bytes = Encoding.Latin1.GetBytes($"__RequestVerificationToken={Uri.EscapeDataString(token)}&period=%zz&=&&%00=%ff&Year=\u00ff\u00fe&{string.Join('&', fields.Select(field => $"{field.Key}={field.Value}"))}");
                return new ByteArrayContent(bytes) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
            case Sending.Form:
                return new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields]);
            case Sending.WithoutToken:
                return new FormUrlEncodedContent(fields);
            default:
                throw new ArgumentOutOfRangeException(nameof(request));
        }
    }

    // Half a character cannot be sent.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private string Fill(string text) => text
        .Replace("{shown}", site.Published, StringComparison.Ordinal)
        .Replace("{SHOWN}", site.Published.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("{other}", site.Built, StringComparison.Ordinal)
        .Replace("{unconfirmed}", site.Unconfirmed, StringComparison.Ordinal)
        .Replace("{request}", site.Request, StringComparison.Ordinal);

    private async Task<string> TokenAsync(string who)
    {
        if (!tokens.TryGetValue(who, out var token))
        {
            // Whoever is not signed in has no page with a token, and no cookie that one would fit to.
            using var answer = await site.Everybody[who].GetAsync(new Uri("/sign-out", UriKind.Relative), Cancel);
            token = (await answer.ReadPageAsync(Cancel)).QuerySelector("meta[name=antiforgery]")?.GetAttribute("content") ?? "";
            tokens[who] = token;
        }

        return token;
    }
}
