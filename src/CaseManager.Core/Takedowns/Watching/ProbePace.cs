using System.Security.Cryptography;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Lets one request leave at a time, with gaps, a daily budget and stops that every machine keeps.</summary>
public sealed class ProbePace(CaseManagerDbContext database, LookupHash lookup, ProbePolicy policy, TimeProvider time)
{
    /// <summary>How long nothing is asked after our own post was not seen.</summary>
    public static readonly TimeSpan ControlRest = TimeSpan.FromMinutes(15);

    /// <summary>A site's row is forgotten when nothing has kept it for so long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    /// <summary>Waits for the gap, and takes the turn.</summary>
    /// <param name="host">Host that will be asked; null for Telegram, whose pace is everybody's.</param>
    public async Task<ProbeTurn> TakeAsync(string? host, CancellationToken cancel)
    {
        while (true)
        {
            var (turn, wait) = await TryTakeAsync(host, cancel);
            if (wait <= TimeSpan.Zero)
            {
                return turn;
            }

            await Task.Delay(wait, time, cancel);
        }
    }

    /// <summary>The answer came.</summary>
    public Task ReportAsync(string? host, ProbeReading reading, CancellationToken cancel) => ChangeAsync(host, (everywhere, site, now) =>
    {
        everywhere.Leave(now, Gap());
        site?.Leave(now, policy.HostGap);
        if (reading.IsStop && site is null)
        {
            everywhere.Stop(reading.RetryAfter, now);
            everywhere.Alert(reading.Page.Rule, now);
        }
        else if (reading.IsStop)
        {
            site!.Stop(reading.RetryAfter, now);
        }
        else
        {
            site?.Clear();
        }

        return true;
    }, cancel);

    /// <summary>What our own post told of our sight.</summary>
    public Task ReportControlAsync(ProbeReading reading, CancellationToken cancel) => ChangeAsync(null, (everywhere, _, now) =>
    {
        if (reading.Page.Verdict == Verdict.Live)
        {
            everywhere.Clear();
        }
        else if (!reading.IsStop)
        {
            everywhere.Rest(now + ControlRest);
            everywhere.Alert(ProbeRules.Control, now);
        }

        return true;
    }, cancel);

    /// <summary>Forgets sites that nothing is kept about.</summary>
    public Task ForgetAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Kept;
        return database.Set<ProbeState>()
            .Where(state => state.Scope != ProbeState.Everywhere && state.NextAllowedAt < before && (state.StoppedUntil == null || state.StoppedUntil < before))
            .ExecuteDeleteAsync(cancel);
    }

    private Task<(ProbeTurn Turn, TimeSpan Wait)> TryTakeAsync(string? host, CancellationToken cancel) => ChangeAsync(host, (everywhere, site, now) =>
    {
        if (everywhere.RestsUntil(now, policy.DailyBudget) is { } all)
        {
            return (new ProbeTurn(false, all, null), TimeSpan.Zero);
        }

        var siteRestsUntil = site?.RestsUntil(now, policy.DailyBudget) ?? site?.NextAllowedAt;
        if (siteRestsUntil > now)
        {
            return (new ProbeTurn(false, null, siteRestsUntil), TimeSpan.Zero);
        }

        if (everywhere.NextAllowedAt > now)
        {
            return (ProbeTurn.Go, everywhere.NextAllowedAt.Value - now);
        }

        everywhere.Take(now, Gap());
        site?.Take(now, policy.HostGap);
        return (ProbeTurn.Go, TimeSpan.Zero);
    }, cancel);

    private async Task<TResult> ChangeAsync<TResult>(string? host, Func<ProbeState, ProbeState?, DateTimeOffset, TResult> change, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var everywhere = await LockAsync(ProbeState.Everywhere, cancel);
        var site = host is null ? null : await LockAsync(Convert.ToHexString(lookup.Of("probe-host", host)), cancel);
        var result = change(everywhere, site, time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    private async Task<ProbeState> LockAsync(string scope, CancellationToken cancel)
    {
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.probe_states ("Scope", "Stops", "Used") values ({scope}, 0, 0)
            on conflict ("Scope") do update set "Scope" = excluded."Scope"
            """,
            cancel);
        return await database.Set<ProbeState>().SingleAsync(state => state.Scope == scope, cancel);
    }

    private TimeSpan Gap() =>
        policy.GapFrom + ((policy.GapTo - policy.GapFrom) * (RandomNumberGenerator.GetInt32(1001) / 1000.0));
}

/// <summary>Whether a request may leave.</summary>
/// <param name="AllRestUntil">Nothing leaves before, to nobody.</param>
/// <param name="SiteRestsUntil">Nothing leaves before to this site.</param>
public sealed record ProbeTurn(bool MayGo, DateTimeOffset? AllRestUntil, DateTimeOffset? SiteRestsUntil)
{
    public static ProbeTurn Go { get; } = new(true, null, null);
}
