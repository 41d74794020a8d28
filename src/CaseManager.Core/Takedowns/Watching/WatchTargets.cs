using System.Text;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>
/// One run of looking at what is due: our own post first, and only if it is seen the others, one after the other. What is
/// left is the next run's; a run that dies loses nothing but the look it was at, which is due again soon.
/// </summary>
public sealed class WatchTargets(
    CaseManagerDbContext database, ILinkProbe probe, ProbePace pace, DataKeys keys, ObserveTarget observe, ProbePolicy policy, TimeProvider time)
{
    /// <summary>A look that never reported is due again after this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>While the key file is another one than when the target was sealed.</summary>
    private static readonly TimeSpan WithoutKeyFile = TimeSpan.FromHours(1);

    /// <summary>What nobody asks for just now is not looked at; its plan goes on.</summary>
    private static readonly TimeSpan Unwanted = TimeSpan.FromDays(1);

    /// <returns>How many targets were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (policy.Control is not { } control)
        {
            return 0;
        }

        await PostponeAsync(cancel);
        if (!await AnyDueAsync(cancel) || !await SeeControlAsync(control, cancel))
        {
            return 0;
        }

        var (runId, end, looked) = (RandomId.New(), time.GetUtcNow() + ProbePolicy.RunLength, 0);
        while (time.GetUtcNow() < end && await ClaimAsync(cancel) is { } targetId && await LookAsync(targetId, runId, cancel))
        {
            looked++;
        }

        return looked;
    }

    private async Task<bool> SeeControlAsync(string control, CancellationToken cancel)
    {
        if (!(await pace.TakeAsync(null, cancel)).MayGo)
        {
            return false;
        }

        await pace.ForgetAsync(cancel);
        var reading = await probe.LookAsync(control, cancel);
        await pace.ReportAsync(null, reading, cancel);
        await pace.ReportControlAsync(reading, cancel);
        return reading.Page.Verdict == Verdict.Live;
    }

    /// <returns>False where the run is over.</returns>
    private async Task<bool> LookAsync(Guid targetId, Guid runId, CancellationToken cancel)
    {
        var found = await keys.FindAsync([targetId], cancel);
        if (found.TryGetValue(targetId, out var dataKey) && dataKey is null)
        {
            // The key file is not the one it was sealed with: it waits until the right one is there.
            await MoveAsync(targetId, time.GetUtcNow() + WithoutKeyFile, cancel);
            return true;
        }

        if (dataKey is null || await KeyAsync(targetId, dataKey, cancel) is not { } key)
        {
            await MoveAsync(targetId, null, cancel);
            return true;
        }

        if (probe.WithoutAsking(key) is { } known)
        {
            await observe.RunAsync(targetId, new ProbeReading(known), runId, controlOk: true, cancel);
            return true;
        }

        var host = HostOf(key);
        var turn = await pace.TakeAsync(host, cancel);
        if (!turn.MayGo)
        {
            await MoveAsync(targetId, turn.SiteRestsUntil ?? time.GetUtcNow(), cancel);
            return turn.AllRestUntil is null;
        }

        var reading = await probe.LookAsync(key, cancel);
        await pace.ReportAsync(host, reading, cancel);
        await observe.RunAsync(targetId, reading, runId, controlOk: true, cancel);
        return host is not null || !reading.IsStop;
    }

    /// <returns>Null where it is no target any more, or what was sealed is damaged.</returns>
    private async Task<string?> KeyAsync(Guid targetId, byte[] dataKey, CancellationToken cancel)
    {
        var sealedKey = await database.Set<Target>().Where(target => target.Id == targetId).Select(target => target.KeySealed).SingleOrDefaultAsync(cancel);
        return sealedKey is not null && FieldCipher.TryOpen(dataKey, sealedKey, SealedPlaces.TargetKey(targetId)) is { } key ? Encoding.UTF8.GetString(key) : null;
    }

    // Telegram's own pages share one pace; its article host is a site like any other.
    private static string? HostOf(string key) => CanonicalKey.Read(key) is { Kind: "web" or "page" } canonical ? new Uri(canonical.Url).IdnHost : null;

    private Task<bool> AnyDueAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.Set<TargetWatch>().AnyAsync(watch => watch.NextCheckAt <= now, cancel);
    }

    /// <summary>The longest due; others that look at the same moment get others.</summary>
    private async Task<Guid?> ClaimAsync(CancellationToken cancel)
    {
        var (now, lease) = (time.GetUtcNow(), time.GetUtcNow() + Lease);
        var claimed = await database.Database.SqlQuery<Guid>(
            $"""
            update takedowns.target_watches set "NextCheckAt" = {lease}
            where "TargetId" = (
                select w."TargetId" from takedowns.target_watches w where w."NextCheckAt" <= {now} order by w."NextCheckAt", w."TargetId" limit 1 for update skip locked)
            returning "TargetId" as "Value"
            """).ToListAsync(cancel);
        return claimed.Count == 0 ? null : claimed[0];
    }

    private Task<int> MoveAsync(Guid targetId, DateTimeOffset? next, CancellationToken cancel) => database.Set<TargetWatch>()
        .Where(watch => watch.TargetId == targetId)
        .ExecuteUpdateAsync(row => row.SetProperty(watch => watch.NextCheckAt, next), cancel);

    private Task<int> PostponeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (later, over) = ((DateTimeOffset?)(now + Unwanted), now.AddYears(-1));
        return database.Set<TargetWatch>()
            .Where(watch => watch.NextCheckAt <= now && !database.Set<TakedownRequest>().Any(request =>
                request.TargetId == watch.TargetId && (request.State == RequestState.Active || request.State == RequestState.Watching)))
            .ExecuteUpdateAsync(row => row.SetProperty(watch => watch.NextCheckAt, watch => watch.PlanStartedAt < over ? null : later), cancel);
    }
}
