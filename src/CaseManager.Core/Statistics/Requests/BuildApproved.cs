using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>Builds what was approved, one after the other; goes on where it was killed.</summary>
public sealed class BuildApproved(
    CaseManagerDbContext database, StatisticsDatabase databases, BuildRelease build, ConfirmReleases confirm, AuditLog audit, TimeProvider time)
{
    private static readonly Actor Job = Actor.Job("build-releases");

    /// <returns>How many were built and how many refused.</returns>
    /// <exception cref="AggregateException">Something broke; every other request was seen to.</exception>
    public async Task<(int Built, int Refused)> RunAsync(CancellationToken cancel)
    {
        var (built, refused) = (0, 0);
        var failures = new List<Exception>();
        var waiting = await database.Set<BuildRequest>().AsNoTracking()
            .Where(row => row.State == BuildState.Approved || row.State == BuildState.Building)
            .OrderBy(row => row.RequestedAt).ThenBy(row => row.Id)
            .ToListAsync(cancel);
        foreach (var request in waiting)
        {
            await MoveAsync(request.Id, (row, _) => row.Begin(), cancel);
            if (await RefusalAsync(request, failures, cancel) is not { } refusal)
            {
                await MoveAsync(request.Id, (row, now) => row.End(now), cancel);
                built++;
            }
            else if (refusal.Kind is RefusalKind.NotNow)
            {
                await MoveAsync(request.Id, (row, _) => row.PutOff(refusal.Code), cancel);
            }
            else
            {
                await MoveAsync(request.Id, (row, now) => row.Refuse(refusal.Code, now), cancel);
                refused++;
            }
        }

        return failures.Count == 0 ? (built, refused) : throw new AggregateException(failures);
    }

    /// <summary>Why there is no release, or <see langword="null"/> where there is one: drawn now, or before this process was killed.</summary>
    private async Task<RefusedException?> RefusalAsync(BuildRequest request, List<Exception> failures, CancellationToken cancel)
    {
        try
        {
            await confirm.RunAsync(cancel);
            if (!await IsThereAsync(request, cancel))
            {
                await build.RunAsync(request.PeriodAsked, request.IsCorrection, cancel);
            }

            return null;
        }
        catch (RefusedException refusal) when (refusal.Code == "already-built")
        {
            // Somebody was faster with the same one.
            return await IsThereAsync(request, cancel) ? null : refusal;
        }
        catch (RefusedException refusal)
        {
            return refusal;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next one may be built all the same; this one is tried again.
            failures.Add(failure);
            return new RefusedException("builder-failed", RefusalKind.NotNow);
        }
    }

    private async Task<bool> IsThereAsync(BuildRequest request, CancellationToken cancel)
    {
        await using var builder = databases.OpenBuilder();
        return await builder.Set<Release>().AnyAsync(
            release => release.Period == request.Period && release.Revision == request.Revision
                && builder.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id),
            cancel);
    }

    private async Task MoveAsync(Guid requestId, Action<BuildRequest, DateTimeOffset> move, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var request = await database.Set<BuildRequest>().SingleAsync(row => row.Id == requestId, cancel);
        if (request.IsOpen)
        {
            move(request, time.GetUtcNow());
            if (request.State is BuildState.Built)
            {
                await audit.AppendAsync(AuditLog.Organisation, "ReleaseBuilt", Job, request.Told(), cancel);
            }
            else if (request.State is BuildState.Refused)
            {
                await audit.AppendAsync(AuditLog.Organisation, "ReleaseRefused", Job, request.ToldWith(request.Code!), cancel);
            }

            await database.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        database.ChangeTracker.Clear();
    }
}
