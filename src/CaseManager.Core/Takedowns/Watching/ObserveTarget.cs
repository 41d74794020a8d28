using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Keeps one look at a target, and whatever follows from it, in one transaction: counters, state, requests, events, the next look.</summary>
public sealed class ObserveTarget(CaseManagerDbContext database, AuditLog audit, FollowTarget follow, StartClocks clocks, LookupHash lookup, TimeProvider time)
{
    /// <summary>Whom events name.</summary>
    internal static readonly Actor Job = Actor.Job("watch-targets");

    private const int Attempts = 3;

    /// <param name="runId">Looks of one run have one control.</param>
    /// <param name="controlOk">Whether the post we own was seen in this run; without it nothing is told.</param>
    /// <returns>What is known of it now; null where it is no target any more, or others were at it: it stays due.</returns>
    public async Task<TargetState?> RunAsync(Guid targetId, ProbeReading reading, Guid runId, bool controlOk, CancellationToken cancel)
    {
        // Most looks tell no case anything: those hold the target alone, however many cases name it.
        if (await LookAsync(targetId, reading, runId, controlOk, cancel) is { } quiet)
        {
            return quiet;
        }

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            database.ChangeTracker.Clear();
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            var cases = await follow.LockCasesAsync(targetId, cancel);
            if (await follow.LockTargetAsync(targetId, cancel) is not { } target)
            {
                return null;
            }

            // Nobody can name it now; whoever did meanwhile has a chain that must be locked first.
            if ((await follow.CasesAsync(targetId, cancel)).Except(cases).Any())
            {
                continue;
            }

            var watch = await WatchAsync(targetId, cancel);
            var trusted = controlOk ? Recognised(target, watch, reading) : reading.Doubted();
            await KeepAsync(target, cases, watch, Of(targetId, trusted, runId, controlOk), cancel);
            await transaction.CommitAsync(cancel);
            return target.State;
        }

        return null;
    }

    /// <returns><see langword="null"/> where there is no such target, or where its cases have to be told: nothing is kept then.</returns>
    private async Task<TargetState?> LookAsync(Guid targetId, ProbeReading reading, Guid runId, bool controlOk, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await follow.LockTargetAsync(targetId, cancel) is not { } target)
        {
            return null;
        }

        // Whoever plans the next look does so without the target.
        await database.Database.ExecuteSqlAsync($"""select 1 from takedowns.target_watches w where w."TargetId" = {targetId} for update""", cancel);
        var watch = await WatchAsync(targetId, cancel);
        var seen = Of(targetId, controlOk ? Recognised(target, watch, reading) : reading.Doubted(), runId, controlOk);
        if (await KeepAsync(target, cases: null, watch, seen, cancel))
        {
            await transaction.CommitAsync(cancel);
            return target.State;
        }

        return null;
    }

    private async Task<TargetWatch> WatchAsync(Guid targetId, CancellationToken cancel)
    {
        var watch = await database.Set<TargetWatch>().SingleOrDefaultAsync(row => row.TargetId == targetId, cancel);
        if (watch is null)
        {
            watch = new TargetWatch { TargetId = targetId, Plan = WatchPlan.UntilGone, PlanStartedAt = time.GetUtcNow() };
            database.Add(watch);
        }

        return watch;
    }

    private ProbeReading Recognised(Target target, TargetWatch watch, ProbeReading reading)
    {
        if (!watch.Recognises(reading.Page.Owner is { } owner ? lookup.Of("probe-owner", owner) : null))
        {
            return reading with { Page = PageVerdict.Unreadable(ProbeRules.OtherOwner) };
        }

        // A name that nobody had may have passed to an innocent person, and its page says no number: only a person can tell who that is.
        return target.State == TargetState.Gone && reading.Page is { Verdict: Verdict.Live, Rule: ProbeRules.Peer or ProbeRules.Channel }
            ? reading with { Page = PageVerdict.Unreadable(ProbeRules.Answers) }
            : reading;
    }

    /// <param name="cases">Those that name the target, locked; <see langword="null"/> where they are not.</param>
    /// <returns>Whether it was kept: not where cases have to be told that are not locked.</returns>
    private async Task<bool> KeepAsync(Target target, IReadOnlyList<Guid>? cases, TargetWatch watch, Observation seen, CancellationToken cancel)
    {
        database.Add(seen);
        watch.Count(seen);
        var (before, after) = (target.State, TargetSight.After(target.State, watch, seen));

        // Also where it is still there although they said that it is not: the next step is due then.
        var concernsCases = after != before || (watch.SaidRemovedAt is not null && TargetSight.TellsSomething(seen));
        if (concernsCases && cases is null)
        {
            return false;
        }

        if (after != before || TargetSight.TellsSomething(seen))
        {
            target.Observe(after, seen.At);
        }

        if (after != before)
        {
            await MoveAsync(target, cases!, watch, seen, cancel);
        }

        watch.NextCheckAt = CheckPlan.Next(watch, seen.At);
        await database.SaveChangesAsync(cancel);
        if (concernsCases)
        {
            await clocks.RefreshCasesAsync([.. cases!], cancel);
        }

        return true;
    }

    private async Task MoveAsync(Target target, IReadOnlyList<Guid> cases, TargetWatch watch, Observation seen, CancellationToken cancel)
    {
        // A deleted case is told nothing more, nor one that asks no longer: that somebody else still does is not for it to know.
        var told = await database.Set<TakedownRequest>()
            .Where(request => request.TargetId == target.Id && request.State != RequestState.Closed && request.State != RequestState.OnHold
                && cases.Contains(request.CaseId) && database.Set<Report>().Any(report => report.CaseId == request.CaseId))
            .Select(request => request.CaseId)
            .Distinct()
            .ToListAsync(cancel);
        await audit.AppendAsync([.. told.Select(caseId => new NewAuditEvent(caseId, "TargetObserved", Job, new AuditData
        {
            { "targetId", target.Id }, { "observationId", seen.Id }, { "state", target.State.ToString() }, { "rule", seen.Rule },
        }))], cancel);
        if (target.State == TargetState.Gone)
        {
            watch.Begin(WatchPlan.StaysGone, seen.At);
            await follow.WatchAsync(target.Id, Job, cancel);
        }
        else if (target.State == TargetState.Reappeared)
        {
            watch.Begin(WatchPlan.UntilGone, seen.At);
            await follow.ReopenAsync(target.Id, Job, cancel);
        }
    }

    private Observation Of(Guid targetId, ProbeReading reading, Guid runId, bool controlOk) => new()
    {
        Id = RandomId.New(),
        TargetId = targetId,
        RunId = runId,
        At = time.GetUtcNow(),
        Verdict = reading.Page.Verdict,
        Rule = reading.Page.Rule,
        ParserVersion = ProbeRules.Version,
        ControlOk = controlOk,
        Status = reading.Status,
        Length = reading.Length,
        BodyHash = reading.BodyHash,
    };
}
