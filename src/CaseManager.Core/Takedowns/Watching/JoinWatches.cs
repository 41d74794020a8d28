using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Two targets become one: what was seen of both stays, and the one that stays is looked at by the plan that fits it. Inside the caller's transaction.</summary>
public sealed class JoinWatches(CaseManagerDbContext database, TimeProvider time)
{
    /// <param name="old">Ends.</param>
    /// <param name="kept">Stays, in the state that it has from now on.</param>
    public async Task RunAsync(Target old, Target kept, CancellationToken cancel)
    {
        await database.Set<Observation>().Where(seen => seen.TargetId == old.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(seen => seen.TargetId, kept.Id), cancel);
        var watches = await database.Set<TargetWatch>().Where(watch => watch.TargetId == old.Id || watch.TargetId == kept.Id).ToListAsync(cancel);
        if (watches.Count == 0)
        {
            return;
        }

        // Counted anew: misses at one spelling are none at the other.
        var now = time.GetUtcNow();
        var next = watches.Min(watch => watch.NextCheckAt);
        var ofKept = watches.Find(watch => watch.TargetId == kept.Id);
        if (ofKept is null)
        {
            ofKept = new TargetWatch { TargetId = kept.Id, Plan = WatchPlan.UntilGone, PlanStartedAt = now };
            database.Add(ofKept);
        }

        var isGone = kept.State == TargetState.Gone;
        ofKept.Begin(isGone ? WatchPlan.StaysGone : WatchPlan.UntilGone, isGone ? kept.ObservedAt ?? now : watches.Max(watch => watch.PlanStartedAt));
        ofKept.NextCheckAt = next ?? CheckPlan.Next(ofKept, now);
    }
}
