using CaseManager.Core.Reports;
using CaseManager.TestSupport;
using CaseManager.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Texts;

/// <summary>A page's language comes from its address, else from the browser, never from a cookie.</summary>
public sealed class LanguageOfPageTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "en")]
    [InlineData("ko", "ko")]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("sw,ar-EG;q=0.7,en;q=0.5", "ar")]
    [InlineData("en;q=0.1,ar;q=0.2", "ar")]
    [InlineData("ar;q=0,en;q=0.5", "en")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-TW,en;q=0.5", "zh-Hans")]
    [InlineData("sw", "en")]
    [InlineData("*", "en")]
    [InlineData("-,--;q=9,\u00e4", "en")]
    public async Task Page_WithoutALanguageInItsAddress_IsInTheFirstOneTheBrowserAsksForThatIsOffered(string? asked, string shown)
    {
        foreach (var address in new[] { "/", "/plain" })
        {
            var page = await GetAsync(address, asked);

            Assert.Equal(shown, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(shown == "ar" ? "rtl" : "ltr", page.DocumentElement.GetAttribute("dir"));
            Assert.EndsWith(shown == "ar" ? "public.rtl.css" : "public.css", page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!.Split('?')[0], StringComparison.Ordinal);
            Assert.All(page.QuerySelectorAll("a[href^='/']"), link => Assert.True(IsLanguageLink(link) || !link.GetAttribute("href")!.Contains("language", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/plain")]
    [InlineData("/there-is-no-such-page")]
    public async Task Page_WithALanguageInItsAddress_IsInIt_AndItsLinksKeepIt(string address)
    {
        var page = await GetAsync($"{address}?language=ar", "ko");

        Assert.Equal("ar", page.DocumentElement.GetAttribute("lang"));
        var links = page.QuerySelectorAll("a[href^='/'], form[action]").Where(link => !IsLanguageLink(link)).Select(link => link.GetAttribute("href") ?? link.GetAttribute("action")!).Where(link => link != "/exit").ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.EndsWith("?language=ar", link, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sw")]
    [InlineData("")]
    [InlineData("en&language=ar")]
    [InlineData("%00")]
    public async Task Address_WithNoLanguageOfOurs_CountsAsWithoutOne(string named)
    {
        var page = await GetAsync($"/?language={named}", "ko");

        Assert.Equal("ko", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Links_LeadToEachLanguageByItsOwnName_AndNoCookieIsSet()
    {
        using var http = fixture.App.PublicClient();
        using var answer = await http.GetAsync(new Uri("/?language=ko", UriKind.Relative), Cancel);

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Equal(
            [("/?language=en", "en", "English"), ("/?language=zh-Hans", "zh-Hans", "中文（简体）"), ("/?language=ko", "ko", "한국어"), ("/?language=ar", "ar", "العربية")],
            page.QuerySelectorAll(".cm-languages a").Select(link => (link.GetAttribute("href")!, link.GetAttribute("lang")!, link.TextContent)));
        Assert.Equal("한국어", page.QuerySelector(".cm-languages [aria-current]")!.TextContent);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task StaffPages_AreEnglishWhateverTheBrowserAsksFor()
    {
        using var http = fixture.App.StaffClient();
        http.DefaultRequestHeaders.Add("Accept-Language", "ar");

        var page = await http.GetPageAsync("/sign-in", Cancel);

        Assert.Equal(("en", "ltr"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
    }

    [Fact]
    public async Task PlainReport_InALanguage_IsStoredInIt_AndItsReceiptShowsTheNumberFirst()
    {
        using var http = fixture.App.PublicClient();
        var form = await http.GetPageAsync("/plain?language=ko", Cancel);
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["Form"] = form.QuerySelector("input[name=Form]")!.GetAttribute("value")!, ["Input.Story"] = "글" });
        using var answer = await http.PostAsync(new Uri(form.QuerySelector("main form")!.GetAttribute("action")!, UriKind.Relative), fields, Cancel);

        var page = await answer.ReadPageAsync(Cancel);
        await using var database = fixture.Database.Open();
        Assert.Equal("ko", await database.Set<Report>().OrderByDescending(report => report.ReceivedAt).Select(report => report.Language).FirstAsync(Cancel));
        Assert.Equal(["digits", "words"], page.QuerySelectorAll("[data-receipt]").Select(part => part.GetAttribute("data-receipt")));
        Assert.Empty(page.QuerySelectorAll(".cm-languages"));
    }

    private static bool IsLanguageLink(AngleSharp.Dom.IElement link) => link.HasAttribute("hreflang");

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> GetAsync(string address, string? asked)
    {
        using var http = fixture.App.PublicClient();
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        if (asked is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);
        }

        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        return await answer.ReadPageAsync(Cancel);
    }
}
