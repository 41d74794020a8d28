using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>A supervisor or an administrator agrees to a build, or says no.</summary>
public sealed class ApproveRelease(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    private const string Declined = "declined";

    /// <exception cref="RefusedException">She may not, or not any more; the code says which.</exception>
    public async Task<BuildRequest> RunAsync(Guid requestId, Guid actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var request = await LockAsync(requestId, cancel);
        if (request.State is not BuildState.Refused && request.HasAgreed(actor))
        {
            // The second click of a double click.
            return request;
        }

        request.Approve(await database.ApproverAsync(actor, cancel));
        await audit.AppendAsync(AuditLog.Organisation, "ReleaseApproved", Actor.Staff(actor), request.Told(), cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return request;
    }

    /// <summary>Says no: it ends, and may be asked for again.</summary>
    /// <exception cref="RefusedException">She may not, or it is built already.</exception>
    public async Task DeclineAsync(Guid requestId, Guid actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var request = await LockAsync(requestId, cancel);
        if (!(await database.ApproverAsync(actor, cancel)).MayApprove)
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        if (request is { State: BuildState.Refused, Code: Declined })
        {
            return;
        }

        if (request.State is not BuildState.Waiting)
        {
            throw new RefusedException("request-ended", RefusalKind.Conflict);
        }

        request.Refuse(Declined, time.GetUtcNow());
        await audit.AppendAsync(AuditLog.Organisation, "ReleaseRefused", Actor.Staff(actor), request.ToldWith(Declined), cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<BuildRequest> LockAsync(Guid requestId, CancellationToken cancel)
    {
        await audit.LockAsync(AuditLog.Organisation, cancel);
        return await database.Set<BuildRequest>().SingleOrDefaultAsync(row => row.Id == requestId, cancel)
            ?? throw new RefusedException("no-request", RefusalKind.NotFound);
    }
}
