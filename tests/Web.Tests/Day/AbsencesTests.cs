using System.Net;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Day;

/// <summary>Who is away, who covers, and when that ends.</summary>
public sealed class AbsencesTests(DayTeam team) : IClassFixture<DayTeam>, IAsyncLifetime
{
    private StaffClient away = null!;
    private StaffClient cover = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        away = await team.AddAsync(Cancel);
        cover = await team.AddAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        away.Dispose();
        cover.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Cover_SeesTheWork_MarkedWithWhoseItIs_UntilTheDay()
    {
        var caseId = await WaitingCaseAsync(away.Id);
        Assert.DoesNotContain(await NeedsAsync(cover.Id), need => need.CaseId == caseId);

        Assert.Null(await SetAsync(away.Id, away.Id, Today.AddDays(2), cover.Id));

        var need = Assert.Single(await NeedsAsync(cover.Id), need => need.CaseId == caseId);
        Assert.Equal((away.Id, Today.AddDays(2)), (need.For!.StaffId, need.For.BackOn));
        Assert.Null(Assert.Single(await NeedsAsync(away.Id), one => one.CaseId == caseId).For);

        var ends = (await AbsencesAsync()).Of(away.Id)!.EndsAt;
        Assert.Contains(await NeedsAsync(cover.Id, ends - TimeSpan.FromSeconds(1)), one => one.CaseId == caseId);
        Assert.DoesNotContain(await NeedsAsync(cover.Id, ends), one => one.CaseId == caseId);
    }

    [Fact]
    public async Task Absence_OverTheChangeOfTheClock_EndsAtTheMidnightOfItsDay()
    {
        // On 29 March 2027 summer time has begun in Berlin the night before: midnight is at 22:00 UTC, a week earlier it was at 23:00.
        var zone = new OrganisationZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 3, 26, 9, 0, 0, TimeSpan.Zero));
        await using var scope = team.App.Services.CreateAsyncScope();
        var read = ActivatorUtilities.CreateInstance<ReadAbsences>(scope.ServiceProvider, time);
        var set = ActivatorUtilities.CreateInstance<SetAbsence>(scope.ServiceProvider, read, zone, time);

        await set.RunAsync(away.Id, away.Id, new DateOnly(2027, 3, 29), cover.Id, Cancel);

        time.SetUtcNow(new DateTimeOffset(2027, 3, 28, 21, 59, 59, TimeSpan.Zero));
        Assert.NotNull((await read.RunAsync(Cancel)).Of(away.Id));
        time.SetUtcNow(new DateTimeOffset(2027, 3, 28, 22, 0, 0, TimeSpan.Zero));
        Assert.Null((await read.RunAsync(Cancel)).Of(away.Id));
    }

    [Fact]
    public async Task Restricted_ToTheOneWhoIsAway_StaysNotFound_AndIsNamedToHerBefore()
    {
        var caseId = await WaitingCaseAsync(away.Id, away.Id);

        var own = await away.Http.GetPageAsync("/away", Cancel);
        Assert.Contains(CaseReference.Write(caseId), own.QuerySelector("#alone")!.TextContent, StringComparison.Ordinal);
        var hers = await team.Supervisor.Http.GetPageAsync($"/away?staff={HexId.Write(away.Id)}", Cancel);
        Assert.DoesNotContain(CaseReference.Write(caseId), hers.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("restricted to her alone", hers.QuerySelector("#alone")!.TextContent, StringComparison.Ordinal);

        Assert.Null(await SetAsync(away.Id, away.Id, Today.AddDays(1), cover.Id));

        Assert.DoesNotContain(await NeedsAsync(cover.Id), need => need.CaseId == caseId);
        using var answer = await cover.Http.GetAsync(new Uri($"/cases/{HexId.Write(caseId)}", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Set_AgainstTheRules_IsRefused()
    {
        Assert.Equal("not-yours", await SetAsync(cover.Id, away.Id, Today.AddDays(1), cover.Id));
        Assert.Equal("back-on", await SetAsync(away.Id, away.Id, Today, cover.Id));
        Assert.Equal("back-on", await SetAsync(away.Id, away.Id, Today.AddDays(SetAbsence.MostDays + 1), cover.Id));
        Assert.Equal("cover", await SetAsync(away.Id, away.Id, Today.AddDays(1), away.Id));
        Assert.Equal("cover", await SetAsync(away.Id, away.Id, Today.AddDays(1), RandomId.New()));
        Assert.Equal("unknown-staff", await SetAsync(team.Supervisor.Id, RandomId.New(), Today.AddDays(1), cover.Id));

        Assert.Null(await SetAsync(away.Id, away.Id, Today.AddDays(1), cover.Id));
        Assert.Equal("cover-away", await SetAsync(team.Ben.Id, team.Ben.Id, Today.AddDays(1), away.Id));
        Assert.Null(await team.RefusalAsync<EndAbsence>(end => end.RunAsync(team.Supervisor.Id, away.Id, Cancel)));
        Assert.Null((await AbsencesAsync()).Of(away.Id));
    }

    [Fact]
    public async Task Cover_WhoLeavesHerself_PassesTheWorkOn()
    {
        var caseId = await WaitingCaseAsync(away.Id);
        using var last = await team.AddAsync(Cancel);
        Assert.Null(await SetAsync(away.Id, away.Id, Today.AddDays(5), cover.Id));
        Assert.Null(await SetAsync(team.Supervisor.Id, cover.Id, Today.AddDays(3), last.Id));

        Assert.Contains(await NeedsAsync(last.Id), need => need.CaseId == caseId && need.For!.StaffId == away.Id);
    }

    [Fact]
    public async Task Page_SavedAndEnded_TellsItEverywhere()
    {
        var caseId = await WaitingCaseAsync(away.Id);
        var before = await team.EventsAsync(AuditLog.Organisation, "AbsenceSet", Cancel);
        using (var refused = await away.Http.SubmitAsync(
            "/away", new Dictionary<string, string> { ["Staff"] = HexId.Write(away.Id), ["BackOn"] = "", ["Cover"] = HexId.Write(cover.Id) }, Cancel))
        {
            var page = await refused.ReadPageAsync(Cancel);
            Assert.Contains("Choose a day after today", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(HexId.Write(cover.Id), page.QuerySelector("#cover option[selected]")!.GetAttribute("value"));
        }

        using var saved = await away.Http.SubmitAsync(
            "/away",
            new Dictionary<string, string> { ["Staff"] = HexId.Write(away.Id), ["BackOn"] = Today.AddDays(3).ToString("yyyy-MM-dd", null), ["Cover"] = HexId.Write(cover.Id) },
            Cancel);

        Assert.Equal("/away", saved.Headers.Location!.OriginalString);
        var start = await cover.Http.GetPageAsync("/", Cancel);
        Assert.Contains($"for Alias of {away.Name}", start.QuerySelector("[data-need=message]")!.TextContent, StringComparison.Ordinal);
        var queue = await team.Supervisor.Http.GetPageAsync("/cases?queue=all", Cancel);
        Assert.Contains(
            $"Alias of {cover.Name} covers", queue.QuerySelector($"tr[data-case='{HexId.Write(caseId)}']")!.TextContent, StringComparison.Ordinal);
        var shown = await StaffAnswer.ReadAsync(await cover.SendAsync(HttpMethod.Get, "/api/staff/colleagues", null, Cancel), Cancel);
        Assert.Contains(shown.Json["away"]!.AsArray(), one => (string)one!["staff"]! == HexId.Write(away.Id));
        Assert.Equal(before + 1, await team.EventsAsync(AuditLog.Organisation, "AbsenceSet", Cancel));
    }

    private DateOnly Today => DateOnly.FromDateTime(team.App.Clock.GetUtcNow().UtcDateTime);

    private Task<string?> SetAsync(Guid actor, Guid staffId, DateOnly backOn, Guid coverId) =>
        team.RefusalAsync<SetAbsence>(set => set.RunAsync(actor, staffId, backOn, coverId, Cancel));

    private Task<Absences> AbsencesAsync() => team.RunAsync<ReadAbsences, Absences>(read => read.RunAsync(Cancel));

    private async Task<IReadOnlyList<Need>> NeedsAsync(Guid staffId, DateTimeOffset? at = null)
    {
        var time = new FakeTimeProvider(at ?? team.App.Clock.GetUtcNow());
        await using var scope = team.App.Services.CreateAsyncScope();
        var read = ActivatorUtilities.CreateInstance<ReadAbsences>(scope.ServiceProvider, time);
        return (await ActivatorUtilities.CreateInstance<ListNeeds>(scope.ServiceProvider, read, time).RunAsync(staffId, null, null, Cancel)).Rows;
    }

    private async Task<Guid> WaitingCaseAsync(Guid assignee, Guid? restrictedTo = null)
    {
        var her = await team.Cases.ReportAsync(Cancel);
        await using var database = team.Cases.Database.Open();
        var caseFile = new Case { CaseId = her.CaseId, OpenedAt = team.App.Clock.GetUtcNow() };
        caseFile.AssignTo(assignee);
        caseFile.HearFromHer(team.App.Clock.GetUtcNow());
        database.Add(caseFile);
        if (restrictedTo is { } only)
        {
            database.Add(new Restriction { CaseId = her.CaseId, Since = team.App.Clock.GetUtcNow() });
            database.Add(new CaseGrant { CaseId = her.CaseId, StaffId = only, GrantedAt = team.App.Clock.GetUtcNow() });
        }

        await database.SaveChangesAsync(Cancel);
        return her.CaseId;
    }
}
