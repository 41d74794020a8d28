using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Tests.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Venues;

/// <summary>The pages about channels, groups and sites: who sees them, and what they never tell.</summary>
public sealed class VenuePagesTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private readonly VenueTeam team = new(fixture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> MayNot => RolesThatMayNot.Open(RoleName.Caseworker, RoleName.Supervisor);

    private HttpClient First => fixture.First.Staff.Http;

    [Theory]
    [MemberData(nameof(MayNot))]
    public async Task Pages_OtherRole_AreForbidden(string role)
    {
        using var outsider = await StaffClient.CreateAsync(fixture.App, Cancel, role);

        foreach (var address in new[] { "/venues", $"/venues/{HexId.Write(RandomId.New())}" })
        {
            using var answer = await outsider.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var file = await outsider.SendAsync(HttpMethod.Post, $"/api/staff/venues/{HexId.Write(RandomId.New())}/file", new JsonObject(), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, file.StatusCode);
    }

    [Theory]
    [InlineData("nothex")]
    [InlineData("00000000000000000000000000000001")]
    public async Task Show_Unknown_IsNotFound(string id)
    {
        foreach (var address in new[] { $"/venues/{id}", $"/cases/new?venue={id}" })
        {
            using var answer = await First.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Find_LinkOfAnythingInIt_LeadsToItsPage_WhichIsAnOpening()
    {
        var her = await team.ReleasedAsync("https://t.me/pagechannel/1");
        var venueId = (await team.FindAsync("https://t.me/pagechannel"))!.Value;

        using var found = await SubmitAsync("Find", "https://t.me/pagechannel/4711");
        var page = await PageAsync(venueId);
        await PageAsync(venueId);

        Assert.Equal($"/venues/{HexId.Write(venueId)}", found.Headers.Location!.OriginalString);
        Assert.Equal("https://t.me/pagechannel", page.QuerySelector("h1")!.TextContent);
        Assert.Equal($"/cases/{HexId.Write(her.CaseId)}", page.QuerySelector("#venue-cases a")!.GetAttribute("href"));
        Assert.Contains("https://t.me/pagechannel", (await First.GetPageAsync("/venues", Cancel)).QuerySelector("#venues")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await OpeningsAsync("VenueOpened", venueId));
    }

    [Theory]
    [InlineData("nothing like a link", "not a link that the program understands")]
    [InlineData("https://x.com/a/status/1", "does not belong to a channel")]
    public async Task Find_NoVenue_SaysWhyAndLosesNothing(string typed, string words)
    {
        using var answer = await SubmitAsync("Find", typed);

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains(words, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.QuerySelector("#link")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Add_FoundBySomebody_IsThereAndItsFileCanBeStarted()
    {
        using var unknown = await SubmitAsync("Find", "https://found-site.example/a/b");
        using var added = await SubmitAsync("Add", "https://found-site.example/a/b");
        using var again = await SubmitAsync("Add", "https://found-site.example/");

        var page = await First.GetPageAsync(added.Headers.Location!.OriginalString, Cancel);
        Assert.NotNull((await unknown.ReadPageAsync(Cancel)).QuerySelector("#unknown"));
        Assert.Equal(added.Headers.Location, again.Headers.Location);
        Assert.Equal("https://found-site.example/", page.QuerySelector("h1")!.TextContent);
        var start = await First.GetPageAsync(page.QuerySelector("#start-file")!.GetAttribute("href")!, Cancel);
        Assert.Equal("https://found-site.example/", start.QuerySelector("#links")!.TextContent);
        Assert.NotNull(start.QuerySelector("#new-case")!.GetAttribute("data-venue"));
    }

    /// <summary>The same page, list and search, whether none or four cases are hidden.</summary>
    [Fact]
    public async Task Pages_FourHiddenCases_ReadAsWithNone()
    {
        var (none, four) = (await team.ReleasedAsync("https://t.me/countedzero/1"), await team.ReleasedAsync("https://t.me/countedfour/1"));
        await team.AddHiddenAsync(four, 4);
        var (zeroId, fourId) = ((await team.FindAsync("https://t.me/countedzero"))!.Value, (await team.FindAsync("https://t.me/countedfour"))!.Value);

        var (zeroPage, fourPage) = (await PageAsync(zeroId), await PageAsync(fourId));

        Assert.Equal(Words(zeroPage, none, "countedzero"), Words(fourPage, four, "countedfour"));
        Assert.Null(fourPage.QuerySelector("#others"));
        var rows = (await First.GetPageAsync("/venues", Cancel)).QuerySelectorAll("#venues tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(
            rows.Single(row => row.Contains("countedzero", StringComparison.Ordinal)).Replace("countedzero", "", StringComparison.Ordinal),
            rows.Single(row => row.Contains("countedfour", StringComparison.Ordinal)).Replace("countedfour", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, "5 or more")]
    [InlineData(9, "5 or more")]
    [InlineData(11, "10 or more")]
    public async Task Show_FiveHiddenCasesOrMore_AreCountedInSteps(int hidden, string words)
    {
        var her = await team.ReleasedAsync($"https://t.me/stepsof{hidden}x/1");
        await team.AddHiddenAsync(her, hidden);

        var page = await PageAsync((await team.FindAsync($"https://t.me/stepsof{hidden}x"))!.Value);

        Assert.StartsWith(words, page.QuerySelector("#others")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("#venue-cases a"));
    }

    [Fact]
    public async Task Anything_OfAVenueThatOnlyHiddenCasesName_IsNotThere()
    {
        var her = await team.ReleasedAsync("https://t.me/veiledchannel/1");
        await team.ReleasedAsync("https://t.me/veiledchannel_backup/1");
        await team.DrainAsync();
        var (venueId, alike) = ((await team.FindAsync("https://t.me/veiledchannel"))!.Value, (await team.FindAsync("https://t.me/veiledchannel_backup"))!.Value);
        Assert.Contains("suggested", (await PageAsync(alike)).QuerySelector("#timeline")!.TextContent, StringComparison.Ordinal);
        await RestrictAsync(her);

        using var page = await First.GetAsync(new Uri($"/venues/{HexId.Write(venueId)}", UriKind.Relative), Cancel);
        using var found = await SubmitAsync("Find", "https://t.me/veiledchannel/1");
        var list = await First.GetPageAsync("/venues", Cancel);
        var like = await PageAsync(alike);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (page.StatusCode, found.StatusCode));
        Assert.NotNull((await found.ReadPageAsync(Cancel)).QuerySelector("#unknown"));
        Assert.DoesNotContain("https://t.me/veiledchannel<", list.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Empty(like.QuerySelectorAll("article"));
        Assert.DoesNotContain("suggested", like.QuerySelector("#timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_EachPageIsAnOpening_AndTheSamePageAgainIsNot()
    {
        await team.ReleasedAsync("https://t.me/pageone/1", "https://t.me/pagetwo/1");
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var record = scope.ServiceProvider.GetRequiredService<RecordVenueOpening>();
        await using var database = fixture.Database.Open();
        var venues = await database.Set<Venue>().AsNoTracking().Take(2).ToListAsync(Cancel);
        var reader = RandomId.New();

        foreach (var page in new[] { venues[..1], venues[1..], venues[..1] })
        {
            await record.ListedAsync(page, reader, Cancel);
        }

        Assert.Equal(2, await database.Set<AuditEvent>().CountAsync(happened => happened.Type == "VenuesOpened" && happened.Actor == Actor.Staff(reader).Code, Cancel));
    }

    [Fact]
    public async Task Successor_SuggestedByItsName_IsConfirmedAndTakenBackByAPerson()
    {
        var her = await team.ReleasedAsync("https://t.me/firsthouse/1");
        await team.ReleasedAsync("https://t.me/firsthouse_v2/1");
        await team.DrainAsync();
        var (older, newer) = ((await team.FindAsync("https://t.me/firsthouse"))!.Value, (await team.FindAsync("https://t.me/firsthouse_v2"))!.Value);

        var suggested = await PageAsync(older);
        using var confirmed = await DecideAsync(suggested, older, "CameAfter", "same pinned post");
        var after = await PageAsync(older);
        var seen = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json;
        using var undone = await DecideAsync(after, older, "Undo", "");

        Assert.Contains("to be decided", suggested.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("came after this one", after.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("same pinned post", after.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("https://t.me/firsthouse_v2 came after this one", after.QuerySelector("#timeline")!.TextContent, StringComparison.Ordinal);
        var later = Assert.Single(seen["requests"]![0]!["venue"]!["successors"]!.AsArray())!;
        Assert.Equal((HexId.Write(newer), "https://t.me/firsthouse_v2"), ((string?)later["venueId"], (string?)later["url"]));
        Assert.Contains("to be decided", (await PageAsync(older)).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_TypedLink_StandsOnBothPages_AndABadOneSaysWhy()
    {
        await team.ReleasedAsync("https://t.me/namedbefore/1");
        var venueId = (await team.FindAsync("https://t.me/namedbefore"))!.Value;

        using var bad = await PostAsync($"/venues/{HexId.Write(venueId)}?handler=Suggest", await PageAsync(venueId), ("Link", "https://t.me/namedbefore/9"));
        using var good = await PostAsync($"/venues/{HexId.Write(venueId)}?handler=Suggest", await PageAsync(venueId), ("Link", "https://t.me/movedhereto"));

        Assert.Contains("same channel, group or site", (await bad.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        var named = (await team.FindAsync("https://t.me/movedhereto"))!.Value;
        Assert.Contains("Named by", (await PageAsync(venueId)).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("https://t.me/namedbefore", (await PageAsync(named)).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
    }

    private Task<IHtmlDocument> PageAsync(Guid venueId) => First.GetPageAsync($"/venues/{HexId.Write(venueId)}", Cancel);

    private async Task<HttpResponseMessage> SubmitAsync(string handler, string link) =>
        await PostAsync($"/venues?handler={handler}", await First.GetPageAsync("/venues", Cancel), ("Link", link));

    private Task<HttpResponseMessage> DecideAsync(IHtmlDocument page, Guid venueId, string decision, string reason)
    {
        var pair = page.QuerySelector("article input[name=pair]")!.GetAttribute("value")!;
        return PostAsync($"/venues/{HexId.Write(venueId)}?handler=Decide", page, ("pair", pair), ("decision", decision), ("Reason", reason));
    }

    private async Task<HttpResponseMessage> PostAsync(string address, IHtmlDocument page, params (string Name, string Value)[] fields)
    {
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await First.PostAsync(new Uri(address, UriKind.Relative), content, Cancel);
    }

    /// <summary>What a page says, without what differs between any two.</summary>
    private static string Words(IHtmlDocument page, SurvivorBrowser her, string name) => page.QuerySelector("main")!.TextContent
        .Replace(name, "", StringComparison.Ordinal)
        .Replace(CaseReference.Write(her.CaseId), "", StringComparison.Ordinal);

    private async Task RestrictAsync(SurvivorBrowser her)
    {
        await using var database = fixture.Database.Open();
        database.Add(new Restriction { CaseId = her.CaseId, Since = fixture.App.Clock.GetUtcNow() });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<int> OpeningsAsync(string type, Guid venueId)
    {
        var (id, actor) = (HexId.Write(venueId), Actor.Staff(fixture.First.Id).Code);
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().CountAsync(
            happened => happened.ChainId == AuditLog.Organisation && happened.Type == type && happened.Actor == actor && happened.Data.Contains(id), Cancel);
    }
}
