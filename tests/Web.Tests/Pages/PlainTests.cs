using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using CaseManager.Core.Reports;
using CaseManager.Core.Reports.Plain;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Pages;

public sealed class PlainTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly HttpClient http = fixture.App.PublicClient();

    [Fact]
    public async Task Post_Report_IsSealedByTheServerAndOpensWithTheShownReceipt()
    {
        var page = await SendAsync(new() { ["Input.Story"] = "nur sie schrieb das – 画像", ["Input.Links"] = "https://t.me/x/1\nt.me/y see t.me/login/84213", ["Input.SendLinks"] = "true", ["Input.Danger"] = "threat" });

        var (report, keys) = await FindAsync(page);
        Assert.Equal(IntakeMode.ServerAssisted, report.Mode);
        var objects = await ObjectsAsync(report.CaseId);
        Assert.All(objects, o => Assert.Equal(Authors.Server, o.Author));
        Assert.Equal(["epoch:1", "receipt", "recovery"], objects.Where(o => o.Recipient is not null).Select(o => o.Recipient).Order());
        var seed = SeedIn(AgeReader.Open(objects.Single(o => o.Recipient == "receipt").File, keys.SurvivorSeed)!);
        Assert.Equal(seed, SeedIn(AgeReader.Open(objects.Single(o => o.Recipient == "epoch:1").File, fixture.Genesis.EpochSeed)!));
        Assert.Equal(report.CaseId, CaseIdOf.PublicKey(fixture.Genesis.InstanceId, HybridKey.PublicKeyOf(seed)));
        var body = BodyOf(AgeReader.Open(objects.Single(o => o.Kind == ObjectKinds.AssistedReport).File, seed)!);
        Assert.Equal("nur sie schrieb das – 画像", (string?)body["story"]);
        Assert.Equal(["https://t.me/x/1", "t.me/y see …"], body["links"]!.AsArray().Select(link => (string?)link!["typed"]));
        Assert.Equal("plain-form", (string?)body["source"]);
        var card = BodyOf(AgeReader.Open(objects.Single(o => o.Kind == ObjectKinds.TriageCard).File, seed)!);
        Assert.Equal(("threat", 2), ((string?)card["danger"], (int)card["linkCount"]!));
        await using var database = fixture.Database.Open();
        Assert.Equal("send-links", (await database.Set<Consent>().SingleAsync(c => c.CaseId == report.CaseId, Cancel)).Purpose);
    }

    [Fact]
    public async Task Post_SameFormTwice_MakesOneReportAndShowsTheSameReceipt()
    {
        var fields = await FieldsAsync(new() { ["Input.Story"] = "pressed twice" });

        var pages = await Task.WhenAll(PostAsync(fields), PostAsync(fields), PostAsync(fields));

        Assert.Single(pages.Select(DigitsOf).Distinct());
        await FindAsync(pages[0]);
        await using var database = fixture.Database.Open();
        var hash = SHA256.HashData(KeysOf(pages[0]).LookupId);
        Assert.Equal(1, await database.Set<Report>().CountAsync(r => r.ReceiptLookup == hash, Cancel));
    }

    [Fact]
    public async Task Post_SameFormWithOtherWords_MakesAnotherReport()
    {
        var fields = await FieldsAsync(new() { ["Input.Story"] = "first" });
        var first = await PostAsync(fields);
        fields["Input.Story"] = "first, and then more";

        var second = await PostAsync(fields);

        Assert.NotEqual(DigitsOf(first), DigitsOf(second));
    }

    [Fact]
    public async Task Post_NothingToGoOn_StoresNothingAndKeepsWhatWasTyped()
    {
        var before = await CountAsync();

        var page = await SendAsync(new() { ["Input.Name"] = "Robin <b>", ["Input.Danger"] = "now", ["Input.Statistics"] = "true" });

        Assert.NotNull(page.QuerySelector(".govuk-error-summary a[href='#Links']"));
        Assert.Equal("Robin <b>", ((IHtmlInputElement)page.GetElementById("Name")!).Value);
        Assert.True(((IHtmlInputElement)page.GetElementById("Danger-now")!).IsChecked);
        Assert.True(((IHtmlInputElement)page.GetElementById("Statistics")!).IsChecked);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Post_ContactWithoutAddress_AsksForIt()
    {
        var page = await SendAsync(new() { ["Input.Story"] = "x", ["Input.Channel"] = "phone" });

        Assert.NotNull(page.QuerySelector(".govuk-error-summary a[href='#Address']"));
    }

    [Fact]
    public async Task Post_StoryTooLong_SaysSoAndKeepsIt()
    {
        var story = new string('x', 20_001);

        var page = await SendAsync(new() { ["Input.Story"] = story });

        Assert.Contains("20,000", page.QuerySelector("#Story-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(story, ((IHtmlTextAreaElement)page.GetElementById("Story")!).Value);
    }

    [Fact]
    public async Task Post_LongestStoryInTheWidestLetters_Fits()
    {
        var page = await SendAsync(new() { ["Input.Story"] = new string('画', 20_000), ["Input.Links"] = new string('画', 20_000) });

        Assert.NotNull(page.QuerySelector("[data-receipt=digits]"));
    }

    [Fact]
    public async Task Post_MoreThanIsRead_SaysSoAndStoresNothing()
    {
        // In memory nothing limits a body.
        await using var app = WebApp.OnPorts(fixture.Database);
        using var real = new HttpClient { BaseAddress = app.PublicUrl };
        var before = await CountAsync();
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri("/plain", UriKind.Relative));
        post.Content = new FormUrlEncodedContent(await FieldsAsync(new() { ["Input.Story"] = new string('x', 3 * 1024 * 1024) }));
        post.Headers.ExpectContinue = true;

        using var answer = await real.SendAsync(post, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains("too much to send in one go", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual("", ((IHtmlInputElement)page.QuerySelector("input[name=Form]")!).Value);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Post_Multipart_IsRefusedBeforeItIsRead()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "Input.Story" } };

        using var answer = await http.PostAsync(new Uri("/plain", UriKind.Relative), form, Cancel);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Get_Page_HasNoScriptButTheExitsAndNoCookieAndItsExitFirst()
    {
        using var answer = await http.GetAsync(new Uri("/plain", UriKind.Relative), Cancel);
        var page = await answer.ReadPageAsync(Cancel);

        Assert.StartsWith("/built/public.exit.", Assert.Single(page.Scripts).GetAttribute("src"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("/exit", page.QuerySelector("a[href], button, input:not([type=hidden])")!.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), textarea"), field => Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']")));
    }

    [Fact]
    public async Task Exit_FromAnywhere_LeadsAwayAndClears()
    {
        using var answer = await http.GetAsync(new Uri("/exit", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("https://www.wikipedia.org/", answer.Headers.Location?.ToString());
        Assert.Contains("\"cache\"", string.Join(',', answer.Headers.GetValues("Clear-Site-Data")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Canary_IsNowhereInADatabaseDump()
    {
        var canary = $"canary{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var page = await SendAsync(new()
        {
            ["Input.Story"] = $"{canary} story",
            ["Input.Links"] = $"https://example.org/{canary}",
            ["Input.Name"] = canary,
            ["Input.Channel"] = "phone",
            ["Input.Address"] = canary,
            ["Input.Hours"] = canary,
            ["Input.Word"] = canary,
            ["Input.Never"] = canary,
            ["Input.DeadlineDate"] = canary,
            ["Input.DeadlineWhy"] = canary,
            ["Input.Danger"] = "now",
            ["Input.Age"] = "minor",
        });

        var digits = DigitsOf(page).Replace(" ", "", StringComparison.Ordinal);
        var words = string.Join(' ', page.QuerySelectorAll("[data-receipt=words] li").Select(word => word.TextContent));
        var dump = await DumpAsync();
        Assert.Contains("ServerAssisted", dump, StringComparison.Ordinal);
        foreach (var secret in Spellings(canary).Concat([digits, words, .. Spellings(Convert.ToHexStringLower(KeysOf(page).LookupId))]))
        {
            Assert.DoesNotContain(secret, dump, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var said in new[] { "minor", "\"danger\"" })
        {
            Assert.DoesNotContain(said, dump, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static IEnumerable<string> Spellings(string text) =>
        [text, Convert.ToHexString(Encoding.UTF8.GetBytes(text)), Convert.ToBase64String(Encoding.UTF8.GetBytes(text))[..^4]];

    /// <summary>Everything the database would give a thief, as rows of text; bytes are hexadecimal.</summary>
    private async Task<string> DumpAsync()
    {
        await using var owner = new Npgsql.NpgsqlConnection(fixture.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var tables = new Npgsql.NpgsqlCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')", owner);
        var names = new List<string>();
        await using (var reader = await tables.ExecuteReaderAsync(Cancel))
        {
            while (await reader.ReadAsync(Cancel))
            {
                names.Add(reader.GetString(0));
            }
        }

        var dump = new StringBuilder();
        foreach (var name in names)
        {
            using var rows = await owner.BeginTextExportAsync($"copy {name} to stdout", Cancel);
            dump.Append(await rows.ReadToEndAsync(Cancel));
        }

        return dump.ToString();
    }

    private async Task<(Report Report, ReceiptKeys Keys)> FindAsync(IHtmlDocument page)
    {
        var keys = KeysOf(page);
        var lookup = SHA256.HashData(keys.LookupId);
        await using var database = fixture.Database.Open();
        return (await database.Set<Report>().SingleAsync(r => r.ReceiptLookup == lookup, Cancel), keys);
    }

    private ReceiptKeys KeysOf(IHtmlDocument page)
    {
        var number = System.Numerics.BigInteger.Parse(DigitsOf(page).Replace(" ", "", StringComparison.Ordinal)[..25], System.Globalization.CultureInfo.InvariantCulture);
        var secret = new byte[10];
        number.ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(secret, 10 - number.GetByteCount(isUnsigned: true));
        return new ReceiptCode(secret).Keys(fixture.Genesis.Salt);
    }

    private static string DigitsOf(IHtmlDocument page) => page.QuerySelector("[data-receipt=digits]")!.TextContent.Trim();

    private static byte[] SeedIn(byte[] frame) => [.. BodyBytes(frame).AsSpan(5, 32)];

    private static JsonObject BodyOf(byte[] frame) => (JsonObject)JsonNode.Parse(BodyBytes(frame))!;

    /// <summary>The body of a frame without heads: its length stands behind fixed fields and two short texts.</summary>
    private static byte[] BodyBytes(byte[] frame)
    {
        var kind = frame[58];
        var author = frame[59 + kind];
        var at = 60 + kind + author + 4 + 32 + 2 + 32;
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(at));
        Debug.Assert(length > 0, "A body is not empty.");
        return frame[(at + 4)..(at + 4 + length)];
    }

    private async Task<List<SealedObject>> ObjectsAsync(Guid caseId)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<SealedObject>().Where(o => o.CaseId == caseId).ToListAsync(Cancel);
    }

    private async Task<int> CountAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Report>().CountAsync(Cancel);
    }

    private async Task<IHtmlDocument> SendAsync(Dictionary<string, string> fields) => await PostAsync(await FieldsAsync(fields));

    private async Task<Dictionary<string, string>> FieldsAsync(Dictionary<string, string> fields)
    {
        var page = await http.GetPageAsync("/plain", Cancel);
        fields["Form"] = ((IHtmlInputElement)page.QuerySelector("input[name=Form]")!).Value;
        return fields;
    }

    private async Task<IHtmlDocument> PostAsync(Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("/plain", UriKind.Relative), content, Cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.ReadPageAsync(Cancel);
    }
}
