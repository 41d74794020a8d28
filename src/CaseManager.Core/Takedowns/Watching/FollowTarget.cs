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
