using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Begins and changes the plans by which targets are looked at, inside the caller's transaction.</summary>
public sealed class PlanChecks(CaseManagerDbContext database, TimeProvider time)
{
    /// <summary>A notice left: its targets are looked at until they are gone. One that is gone stays under its plan.</summary>
    /// <param name="leftAt">When; a form may be recorded days later.</param>
    public async Task AfterNoticeAsync(IEnumerable<Guid> targetIds, DateTimeOffset leftAt, CancellationToken cancel)
    {
        Guid[] targets = [.. targetIds.Distinct().Order()];
        var next = CheckPlan.Next(New(Guid.Empty, WatchPlan.UntilGone, leftAt), time.GetUtcNow());
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.target_watches as watch ("TargetId", "Plan", "PlanStartedAt", "NextCheckAt", "Misses", "Unread")
            select t."Id", {nameof(WatchPlan.UntilGone)}, {leftAt}, {next}, 0, 0 from takedowns.targets t where t."Id" = any({targets}) order by t."Id"
            on conflict ("TargetId") do update
                set "PlanStartedAt" = excluded."PlanStartedAt", "NextCheckAt" = least(watch."NextCheckAt", excluded."NextCheckAt")
                where watch."Plan" = excluded."Plan" and watch."PlanStartedAt" < excluded."PlanStartedAt"
            """,
            cancel);
    }

    /// <summary>A platform said that it removed it: looked at once, and twice more on that day. What is gone already is not asked about.</summary>
    public async Task SaidRemovedAsync(Guid targetId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.target_watches as watch ("TargetId", "Plan", "PlanStartedAt", "SaidRemovedAt", "NextCheckAt", "Misses", "Unread")
            select t."Id", {nameof(WatchPlan.UntilGone)}, {now}, {now}, {now}, 0, 0 from takedowns.targets t where t."Id" = {targetId} and t."State" <> {nameof(TargetState.Gone)}
            on conflict ("TargetId") do update
                set "SaidRemovedAt" = excluded."SaidRemovedAt", "NextCheckAt" = excluded."NextCheckAt"
            """,
            cancel);
    }

    /// <summary>People saw that it is gone.</summary>
    public Task GoneAsync(Guid targetId, DateTimeOffset at, CancellationToken cancel)
    {
        var next = CheckPlan.Next(New(targetId, WatchPlan.StaysGone, at), time.GetUtcNow());
        return database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.target_watches ("TargetId", "Plan", "PlanStartedAt", "NextCheckAt", "Misses", "Unread")
            values ({targetId}, {nameof(WatchPlan.StaysGone)}, {at}, {next}, 0, 0)
            on conflict ("TargetId") do update
                set "Plan" = excluded."Plan", "PlanStartedAt" = excluded."PlanStartedAt", "NextCheckAt" = excluded."NextCheckAt", "SaidRemovedAt" = null,
                    "Misses" = 0, "FirstMissedAt" = null, "LastMissedAt" = null, "LastMissedRun" = null
            """,
            cancel);
    }

    /// <summary>People saw that it is there: it is looked at until it is gone again.</summary>
    public Task ThereAsync(Guid targetId, DateTimeOffset at, CancellationToken cancel)
    {
        var next = CheckPlan.Next(New(targetId, WatchPlan.UntilGone, at), time.GetUtcNow());
        return database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.target_watches ("TargetId", "Plan", "PlanStartedAt", "NextCheckAt", "Misses", "Unread")
            values ({targetId}, {nameof(WatchPlan.UntilGone)}, {at}, {next}, 0, 0)
            on conflict ("TargetId") do update
                set "Plan" = excluded."Plan", "PlanStartedAt" = excluded."PlanStartedAt", "NextCheckAt" = excluded."NextCheckAt", "SaidRemovedAt" = null,
                    "Misses" = 0, "FirstMissedAt" = null, "LastMissedAt" = null, "LastMissedRun" = null, "HasAnswered" = true
            """,
            cancel);
    }

    private static TargetWatch New(Guid targetId, WatchPlan plan, DateTimeOffset at) => new() { TargetId = targetId, Plan = plan, PlanStartedAt = at };
}
