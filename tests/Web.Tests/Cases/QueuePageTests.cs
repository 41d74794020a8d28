using System.Net;
using AngleSharp.Html.Dom;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

public sealed class QueuePageTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> RolesWithoutCases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var role in RoleName.All.Except([RoleName.Caseworker, RoleName.Supervisor]))
            {
                data.Add(role, "/cases");
                data.Add(role, "/cases/new");
                data.Add(role, "/cases/import");
                data.Add(role, $"/cases/{new string('a', 32)}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(RolesWithoutCases))]
    public async Task Page_RoleWithoutCaseWork_IsForbidden(string role, string address)
    {
        using var outsider = await StaffClient.CreateAsync(team.App, Cancel, role);

        using var answer = await outsider.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Page_OnThePublicHost_IsNotFound()
    {
        using var http = team.App.PublicClient();

        using var answer = await http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Unassigned_ClaimedAndHeldReports_AreInTheirOwnLists()
    {
        var waiting = await team.ReportAsync(Cancel);
        var (taken, _) = await team.TakenUpAsync(Cancel);
        var held = await HeldAsync();

        Assert.Contains(HexId.Write(waiting.CaseId), await CasesAsync("unassigned"));
        Assert.DoesNotContain(HexId.Write(taken.CaseId), await CasesAsync("unassigned"));
        Assert.DoesNotContain(HexId.Write(held), await CasesAsync("unassigned"));
        Assert.Contains(HexId.Write(taken.CaseId), await CasesAsync("mine"));
        Assert.DoesNotContain(HexId.Write(waiting.CaseId), await CasesAsync("mine"));
        Assert.Contains(HexId.Write(held), await CasesAsync("held"));
        Assert.Superset(new HashSet<string>(new[] { waiting.CaseId, taken.CaseId, held }.Select(HexId.Write)), (await CasesAsync("all")).ToHashSet());
    }

    [Fact]
    public async Task Held_PutToTheOthers_IsInTheQueue()
    {
        var held = await HeldAsync();

        await StaffAnswer.ReadAsync(await team.First.SendAsync(HttpMethod.Post, $"/api/staff/cases/{HexId.Write(held)}/release-hold", null, Cancel), Cancel);

        Assert.Contains(HexId.Write(held), await CasesAsync("unassigned"));
        Assert.DoesNotContain(HexId.Write(held), await CasesAsync("held"));
    }

    [Fact]
    public async Task Due_NearestFirst()
    {
        var (later, _) = await team.TakenUpAsync(Cancel);
        var (sooner, _) = await team.TakenUpAsync(Cancel);
        var now = team.App.Clock.GetUtcNow();
        await using var database = team.Database.Open();
        foreach (var (id, due) in new[] { (later.CaseId, now.AddDays(2)), (sooner.CaseId, now.AddHours(3)) })
        {
            await database.Set<Case>().Where(c => c.CaseId == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextDueAt, due), Cancel);
        }

        Assert.Equal([HexId.Write(sooner.CaseId), HexId.Write(later.CaseId)], await CasesAsync("due"));
    }

    [Fact]
    public async Task Draft_ThatSheKeepsForHerself_IsInNoList()
    {
        var her = new TestSupport.Sealing.SurvivorBrowser(team.Genesis);
        await team.PublicApi.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: true), Cancel);

        Assert.DoesNotContain(HexId.Write(her.CaseId), await CasesAsync("unassigned"));
        Assert.DoesNotContain(HexId.Write(her.CaseId), await CasesAsync("all"));
    }

    [Fact]
    public async Task Reference_TypedInAnyWay_LeadsToTheCase()
    {
        var her = await team.ReportAsync(Cancel);
        var reference = CaseReference.Write(her.CaseId).ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);

        using var answer = await team.First.Http.GetAsync(new Uri($"/cases?reference={Uri.EscapeDataString(reference)}", UriKind.Relative), Cancel);

        Assert.Equal($"/cases/{HexId.Write(her.CaseId)}", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/cases?queue=nonsense&rows=-4&after=x-y-z&reference=%00")]
    [InlineData("/cases?after=99999999999999999999-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/cases?queue=all&rows=999999999999")]
    public async Task Page_NonsenseInTheAddress_IsThePlainPage(string address)
    {
        using var answer = await team.First.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Case_UnknownOrMalformed_IsNotFound()
    {
        foreach (var id in new[] { HexId.Write(RandomId.New()), "1", "new2", new string('A', 32) })
        {
            using var answer = await team.First.Http.GetAsync(new Uri($"/cases/{id}", UriKind.Relative), Cancel);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Case_Page_SaysNothingOfWhatIsSealed()
    {
        var her = await team.ReportAsync(Cancel, "send-links");

        var page = await team.First.Http.GetPageAsync($"/cases/{HexId.Write(her.CaseId)}", Cancel);

        Assert.Contains(CaseReference.Write(her.CaseId), page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.True(((IHtmlElement)page.QuerySelector("#case-body")!).IsHidden);
        Assert.All(page.QuerySelectorAll("textarea"), field => Assert.False(field.HasAttribute("name")));
    }

    private async Task<List<string>> CasesAsync(string queue)
    {
        var page = await team.First.Http.GetPageAsync($"/cases?queue={queue}&rows={ListQueue.LargestPage}", Cancel);
        return [.. page.QuerySelectorAll("tr[data-case]").Select(row => row.GetAttribute("data-case")!)];
    }

    private async Task<Guid> HeldAsync()
    {
        var her = await team.ReportAsync(Cancel);
        await using var database = team.Database.Open();
        await database.Set<Report>().Where(r => r.CaseId == her.CaseId).ExecuteUpdateAsync(set => set.SetProperty(r => r.Held, true), Cancel);
        return her.CaseId;
    }
}
