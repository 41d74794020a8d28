using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaseManager.Core.Access;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Help;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Pages;

public sealed class HelpTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    /// <summary>Bytes of the survivor's page and its style sheet together, compressed.</summary>
    private const int WeightBudget = 30 * 1024;

    /// <summary>What the style sheet may have of it, as its own test says.</summary>
    private const int StyleSheet = 15_000;

    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Help_OnTheStaffHost_IsNotFound()
    {
        using var staff = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);

        using var answer = await staff.Http.GetAsync(new Uri("/help", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Help_Answer_SetsNothingAndIsNotKept()
    {
        using var answer = await app.PublicClient().GetAsync(new Uri("/help?country=KR", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Help_WithoutACountry_ShowsEveryServiceOfTheList()
    {
        var page = await PageAsync("/help");

        Assert.Equal(
            HelpDirectory.Seed.All.Select(service => service.Id).Order(StringComparer.Ordinal),
            Services(page.Body!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            HelpDirectory.Seed.All.Where(service => service.Phone is not null),
            service => Assert.Contains(service.Phone!, page.QuerySelector($"[data-service='{service.Id}']")!.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_WhatIsNotConfirmed_SaysSoBesideIt()
    {
        var page = await PageAsync("/help");

        Assert.All(page.QuerySelectorAll("[data-service]"), shown => Assert.Equal(
            HelpDirectory.Seed.All.Single(service => service.Id == shown.GetAttribute("data-service")).Confidence is HelpConfidence.GeneralKnowledge,
            shown.TextContent.Contains("Not confirmed by us yet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Help_Order_IsDangerThenMinorsThenAdults()
    {
        var page = await PageAsync("/help");

        Assert.Equal(["danger", "minors", "adults", "links", "platforms", "police", "tell"], page.QuerySelectorAll("section").Select(section => section.Id));
        Assert.DoesNotContain("gb-revenge-porn-helpline", Services(page.QuerySelector("#minors")!));
        Assert.DoesNotContain("gb-childline", Services(page.QuerySelector("#adults")!));
        Assert.Contains("gb-childline", Services(page.QuerySelector("#minors")!));
    }

    [Theory]
    [InlineData("KR")]
    [InlineData("kr")]
    public async Task Help_OfACountry_ShowsItsHelpAndWhatWorksEverywhereOpen(string country)
    {
        var page = await PageAsync($"/help?country={country}");

        Assert.Equal(
            HelpDirectory.Seed.All.Where(service => service.Country is null or "KR").Select(service => service.Id).Order(StringComparer.Ordinal),
            Services(page.Body!).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("South Korea", page.QuerySelector("#chosen-country")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("#minors details, #adults details"), part => Assert.True(part.HasAttribute("open")));
        Assert.Equal("/help", page.QuerySelector("#chosen-country a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("FJ")]
    [InlineData("%3Cscript%3E")]
    public async Task Help_OfAnUnknownCountry_ShowsAllAndSaysSoWithoutRepeatingIt(string country)
    {
        using var answer = await app.PublicClient().GetAsync(new Uri($"/help?country={country}", UriKind.Relative), Cancel);
        var page = await answer.ReadPageAsync(Cancel);

        Assert.NotNull(page.QuerySelector("#unknown-country"));
        Assert.Equal(HelpDirectory.Seed.All.Count, Services(page.Body!).Distinct().Count());
        Assert.DoesNotContain(WebUtility.UrlDecode(country), page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_CountriesToChoose_StandInTheOrderOfTheirNamesAndLeadHere()
    {
        var page = await PageAsync("/help");

        var form = Assert.IsAssignableFrom<IHtmlFormElement>(page.QuerySelector("#choose form"));
        var buttons = form.QuerySelectorAll("button").ToList();
        Assert.Equal(("get", "/help"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(buttons.Select(button => button.TextContent).Order(StringComparer.InvariantCulture), buttons.Select(button => button.TextContent));
        Assert.Equal(HelpDirectory.Seed.Countries.Order(StringComparer.Ordinal), buttons.Select(button => button.GetAttribute("value")!).Order(StringComparer.Ordinal));
        Assert.Empty(form.QuerySelectorAll("input"));
    }

    [Fact]
    public async Task Help_Hours_AreInWordsOfTheServicesOwnZone()
    {
        var page = await PageAsync("/help?country=DE");

        var lines = page.QuerySelector("#adults [data-service='de-hateaid']")!.TextContent;
        Assert.Contains("Tuesday, from", lines, StringComparison.Ordinal);
        Assert.Contains("The times are those of Berlin.", lines, StringComparison.Ordinal);
        Assert.Contains("Monday to Saturday, from", page.QuerySelector("[data-service='de-nummer-gegen-kummer']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Open day and night", page.QuerySelector("[data-service='de-hilfetelefon']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Languages: German, English, Arabic", page.QuerySelector("[data-service='de-hilfetelefon']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Platforms_AreThoseOfTheDirectoryWithoutWhatIsReserved()
    {
        var page = await PageAsync("/help");

        var platforms = page.QuerySelector("#platforms")!;
        Assert.Equal(
            PlatformDirectory.Seed.All.Where(platform => platform.Match is null).Select(platform => platform.Name).Order(StringComparer.InvariantCulture),
            platforms.QuerySelectorAll("summary").Select(summary => summary.TextContent.Trim()));
        Assert.Contains("https://telegram.org/dsa-report", platforms.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(
            PlatformDirectory.Seed.All.SelectMany(platform => platform.Channels).Where(channel => channel.Use is ChannelUse.Never or ChannelUse.Copyright || channel.RestrictedTo is not null),
            channel => Assert.DoesNotContain(channel.Address, platforms.QuerySelectorAll("a, span[lang]").Select(shown => shown.GetAttribute("href") ?? shown.TextContent)));
        Assert.Contains("Not confirmed by us yet", page.QuerySelector("#platform-vk")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Not confirmed by us yet", page.QuerySelector("#platform-x")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It asks for your real name.", page.QuerySelector("#platform-discord")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_EveryTextAndLink_IsThereAndLeadsNowhereByItself()
    {
        var page = await PageAsync("/help");

        Assert.Equal("/exit", page.QuerySelector("a[href], button, input")!.GetAttribute("href"));
        Assert.Equal((await PageAsync("/")).Title, page.Title);
        Assert.All(page.QuerySelectorAll("a[href]").Where(link => !link.GetAttribute("href")!.StartsWith('/') && !link.GetAttribute("href")!.StartsWith('#')), link =>
        {
            Assert.True(link.GetAttribute("href") is var address && (address!.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("tel:", StringComparison.Ordinal)), address);
            Assert.Equal("noreferrer noopener", link.GetAttribute("rel"));
        });
        Assert.All(page.QuerySelectorAll("script, link, img, iframe"), part => Assert.StartsWith("/", part.GetAttribute("src") ?? part.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("script:not([src]), [style], select"));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(element => element.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
        Assert.DoesNotMatch(@"\b(Way|Kind|Reach|Country|Choice|Hours)\.[A-Z]", page.Body!.TextContent);
    }

    [Fact]
    public async Task Help_Weight_LeavesRoomForTheStyleSheetInTheBudgetOfASurvivorsPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/help");
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await app.PublicClient().SendAsync(request, Cancel);

        var html = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.True(html.Length <= WeightBudget - StyleSheet, $"{html.Length} bytes, compressed.");
    }

    [Fact]
    public async Task Help_OwnList_TakesThePlaceOfTheShippedOne()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            path,
            """
            {"compiled": "2026-12-01", "services": [{"id": "own", "country": "FJ", "kind": "hotline", "audience": "adults", "name": "Own Helpline", "phone": "1560",
            "url": null, "languages": [], "hours": "always", "sources": [], "confidence": "general_knowledge"}]}
            """,
            Cancel);
        await using var own = WebApp.InMemory(fixture.Database);
        own.Settings["CaseManager:HelpServices"] = path;

        var page = await own.PublicClient().GetPageAsync("/help?country=FJ", Cancel);
        File.Delete(path);

        Assert.Equal(["own"], Services(page.Body!));
        Assert.Contains("Fiji", page.QuerySelector("#chosen-country")!.TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Services(IElement part) => part.QuerySelectorAll("[data-service]").Select(shown => shown.GetAttribute("data-service")!);

    private Task<IHtmlDocument> PageAsync(string address) => app.PublicClient().GetPageAsync(address, Cancel);
}
