using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Publishing;

/// <summary>A supervisor puts a release on the public page, or takes it off again. The same click twice is one.</summary>
public sealed class PublishRelease(CaseManagerDbContext database, ExportRelease export, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>not-yours</c>: no supervisor; there is no such release, or it may not be shown yet.</exception>
    public async Task RunAsync(Guid releaseId, Guid actor, CancellationToken cancel)
    {
        await export.RunAsync(releaseId, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await LockAsync(releaseId, actor, cancel) is not null)
        {
            return;
        }

        database.Add(new Publication { ReleaseId = releaseId, By = actor, At = time.GetUtcNow() });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "ReleasePublished", Actor.Staff(actor), new AuditData { { "releaseId", releaseId } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Takes it off the page; whoever has it keeps it.</summary>
    /// <exception cref="RefusedException"><c>not-yours</c>: no supervisor.</exception>
    public async Task TakeOffAsync(Guid releaseId, Guid actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await LockAsync(releaseId, actor, cancel) is not { } publication)
        {
            return;
        }

        database.Remove(publication);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "ReleaseTakenOff", Actor.Staff(actor), new AuditData { { "releaseId", releaseId } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Publication?> LockAsync(Guid releaseId, Guid actor, CancellationToken cancel)
    {
        if (!await database.IsSupervisorAsync(actor, cancel))
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        await audit.LockAsync(AuditLog.Organisation, cancel);
        return await database.Set<Publication>().SingleOrDefaultAsync(row => row.ReleaseId == releaseId, cancel);
    }
}
