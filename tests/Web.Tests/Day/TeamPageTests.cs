using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Day;

/// <summary>How a supervisor sees everybody's work.</summary>
public sealed class TeamPageTests(DayTeam team) : IClassFixture<DayTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Team_ShowsWhoseMessageWaitsLongest_AndNamesNoRestrictedCase()
    {
        var now = team.App.Clock.GetUtcNow();
        var open = await CaseAsync(team.Ben.Id, now.AddDays(-3), restricted: false);
        await CaseAsync(team.Ben.Id, null, restricted: false);
        var hidden = await CaseAsync(team.Anna.Id, now.AddDays(-9), restricted: true);

        var page = await team.Supervisor.Http.GetPageAsync("/team", Cancel);

        var rows = page.QuerySelectorAll("tr[data-staff]");
        Assert.Equal([HexId.Write(team.Anna.Id), HexId.Write(team.Ben.Id)], rows.Take(2).Select(row => row.GetAttribute("data-staff")));
        Assert.Contains("waits for 9 days", rows[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(CaseReference.Write(hidden), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "0"], rows[0].QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent));
        Assert.Contains("waits for 3 days", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains(CaseReference.Write(open), rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["2", "0", "0"], rows[1].QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Start_NothingWaits_SaysSo_AndShowsWhatDoes()
    {
        using var idle = await team.AddAsync(Cancel);
        var empty = await idle.Http.GetPageAsync("/?only=message", Cancel);
        Assert.Contains("Nothing of this kind waits for you.", empty.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/", empty.QuerySelector("nav a[aria-current=page]")!.GetAttribute("href"));

        var caseId = await CaseAsync(idle.Id, team.App.Clock.GetUtcNow().AddHours(-5), restricted: false);
        var page = await idle.Http.GetPageAsync("/", Cancel);

        var row = page.QuerySelector("tr[data-need=message]")!;
        Assert.Equal($"/cases/{HexId.Write(caseId)}#messages", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("waits for 5 hours", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(CaseReference.Write(caseId), row.TextContent, StringComparison.Ordinal);
    }

    private async Task<Guid> CaseAsync(Guid assignee, DateTimeOffset? wrote, bool restricted)
    {
        var now = team.App.Clock.GetUtcNow();
        await using var database = team.Cases.Database.Open();
        var caseFile = new Case { CaseId = RandomId.New(), OpenedAt = now };
        caseFile.AssignTo(assignee);
        if (wrote is { } at)
        {
            caseFile.HearFromHer(at);
        }

        database.Add(caseFile);
        database.Add(new CaseGrant { CaseId = caseFile.CaseId, StaffId = assignee, GrantedAt = now });
        if (restricted)
        {
            database.Add(new Restriction { CaseId = caseFile.CaseId, Since = now });
        }

        await database.SaveChangesAsync(Cancel);
        return caseFile.CaseId;
    }
}
