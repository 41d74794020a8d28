using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>What a target's being gone, or back, means for everything that was asked about it; inside the caller's transaction.</summary>
public sealed class FollowTarget(CaseManagerDbContext database, AuditLog audit)
{
    /// <summary>Makes the caller the only writer of every case that names the target, in one order for everybody.</summary>
    public async Task<IReadOnlyList<Guid>> LockCasesAsync(Guid targetId, CancellationToken cancel)
    {
        var cases = await CasesAsync(targetId, cancel);
        await audit.LockAsync(cases, cancel);
        return cases;
    }

    /// <summary>Holds the target itself, before anything that hangs on it: behind its cases, where those are told something.</summary>
    /// <returns>Tracked; <see langword="null"/> where there is no such target any more.</returns>
    public async Task<Target?> LockTargetAsync(Guid targetId, CancellationToken cancel) => (await database.Set<Target>()
        .FromSql($"""select t.*, t.xmin from takedowns.targets t where t."Id" = {targetId} for update""")
        .ToListAsync(cancel)).SingleOrDefault();

    /// <summary>The cases that name it now.</summary>
    public Task<List<Guid>> CasesAsync(Guid targetId, CancellationToken cancel) => database.Set<TakedownRequest>()
        .Where(request => request.TargetId == targetId)
        .Select(request => request.CaseId)
        .Distinct()
        .ToListAsync(cancel);

    /// <summary>It is gone: what was asked is only watched from now on.</summary>
    public async Task WatchAsync(Guid targetId, Actor actor, CancellationToken cancel)
    {
        foreach (var request in await FindAsync(targetId, RequestState.Active, cancel))
        {
            request.Watch();
            await audit.AppendAsync(request.CaseId, "RequestWatched", actor, new AuditData { { "requestId", request.Id } }, cancel);
        }
    }

    /// <summary>It is back: what was only watched is asked for again, with everything that hangs on it.</summary>
    public async Task ReopenAsync(Guid targetId, Actor actor, CancellationToken cancel)
    {
        foreach (var request in await FindAsync(targetId, RequestState.Watching, cancel))
        {
            request.Activate();
            await audit.AppendAsync(request.CaseId, "RequestReopened", actor, new AuditData { { "requestId", request.Id } }, cancel);
        }
    }

    private Task<List<TakedownRequest>> FindAsync(Guid targetId, RequestState state, CancellationToken cancel) => database.Set<TakedownRequest>()
        .Where(request => request.TargetId == targetId && request.State == state)
        .OrderBy(request => request.Id)
        .ToListAsync(cancel);
}
