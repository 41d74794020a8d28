using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>Whether one end of a case may be counted.</summary>
public enum CountingState
{
    /// <summary>It may.</summary>
    Open,

    /// <summary>It was; also where she took it back since.</summary>
    Counted,

    /// <summary>Too late: the figures of its month are drawn.</summary>
    Fixed,

    /// <summary>Too early: the case was never closed.</summary>
    NotClosed,
}

/// <summary>One end of a case.</summary>
/// <param name="Month">The month it is counted in; <see langword="null"/> before it is closed.</param>
public sealed record CountingEnd(Month? Month, CountingState State);

/// <summary>What a caseworker may count of a case.</summary>
/// <param name="Possible">Whether the case is one person's and stands for itself.</param>
/// <param name="Allowed">Whether she lets herself be counted.</param>
/// <param name="Proposed">How it ended by what its requests say; nothing unless its end may be counted now.</param>
public sealed record Counting(bool Possible, bool Allowed, CountingEnd Intake, CountingEnd Closure, ProposedClosure Proposed);

/// <summary>Tells a caseworker's page what may be counted of a case, and in which month.</summary>
public sealed class ShowCounting(CaseManagerDbContext database, OrganisationZone zone)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>.</exception>
    public async Task<Counting> RunAsync(Guid caseId, CancellationToken cancel)
    {
        var report = await database.FindReportAsync(caseId, cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        var allowed = await database.Set<Consent>().AnyAsync(
            consent => consent.CaseId == caseId && consent.Purpose == ConsentPurposes.Statistics && consent.WithdrawnAt == null, cancel);
        var possible = caseFile.VenueId is null && caseFile.MergedInto is null;
        var closure = await EndAsync(Side.Closure, caseFile.CountedAtClosure, zone.MonthOf(Side.Closure, report, caseFile), cancel);
        return new Counting(
            possible,
            allowed,
            await EndAsync(Side.Intake, caseFile.CountedAtIntake, zone.MonthOf(Side.Intake, report, caseFile), cancel),
            closure,
            possible && allowed && closure.State == CountingState.Open ? await ProposeAsync(caseId, cancel) : ProposedClosure.None);
    }

    private async Task<ProposedClosure> ProposeAsync(Guid caseId, CancellationToken cancel)
    {
        var rows = await (
            from request in database.Set<TakedownRequest>().AsNoTracking()
            join target in database.Set<Target>().AsNoTracking() on request.TargetId equals target.Id
            join watched in database.Set<TargetWatch>().AsNoTracking() on target.Id equals watched.TargetId into watches
            from watch in watches.DefaultIfEmpty()
            where request.CaseId == caseId
            select new { Request = request, Target = target, Watch = watch }).ToListAsync(cancel);
        return ProposedClosure.Of(
        [
            .. rows.GroupBy(row => row.Target.Id).Select(link =>
            {
                var (target, watch) = (link.First().Target, link.First().Watch);

                // What is gone is looked at again and again; only the plan keeps when that was certain.
                DateTimeOffset? goneAt = target.State != TargetState.Gone ? null : watch is { Plan: WatchPlan.StaysGone } ? watch.PlanStartedAt : target.ObservedAt;
                return new AskedLink(
                    goneAt,
                    target.State == TargetState.Reappeared,
                    [.. link.Select(row => new AskedRequest(row.Request.ClockStartedAt, row.Request.Answer, row.Request.Outcome))]);
            }),
        ]);
    }

    private async Task<CountingEnd> EndAsync(Side side, bool counted, Month? month, CancellationToken cancel) => new(month, (counted, month) switch
    {
        (true, _) => CountingState.Counted,
        (_, null) => CountingState.NotClosed,
        (_, { } one) => await database.IsFixedAsync(side, one, cancel) ? CountingState.Fixed : CountingState.Open,
    });
}
