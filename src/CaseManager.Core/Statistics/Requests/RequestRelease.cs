using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>Asks for the release of a period. Whoever may approve one approves her own; a correction waits for two others.</summary>
public sealed class RequestRelease(CaseManagerDbContext database, ShowBuilding show, AuditLog audit, TimeProvider time)
{
    /// <param name="period">As somebody typed it.</param>
    /// <returns>The request; the open one where somebody asked for the same before.</returns>
    /// <exception cref="RefusedException"><c>no-period</c>, or why the period cannot be built: nothing was drawn.</exception>
    public async Task<BuildRequest> RunAsync(string period, bool isCorrection, Guid actor, CancellationToken cancel)
    {
        if (!Period.TryParse(period.Trim(), out var asked))
        {
            throw new RefusedException("no-period");
        }

        await show.CheckAsync(asked, isCorrection, cancel);
        var revision = (short)(isCorrection ? 1 : 0);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var open = await database.Set<BuildRequest>().SingleOrDefaultAsync(
            row => row.Period == asked.Text && row.Revision == revision
                && (row.State == BuildState.Waiting || row.State == BuildState.Approved || row.State == BuildState.Building),
            cancel);
        var approver = await database.ApproverAsync(actor, cancel);
        if (open is { State: not BuildState.Waiting } || (open is not null && (isCorrection || !approver.MayApprove)))
        {
            return open;
        }

        var request = open ?? database.Add(new BuildRequest
        {
            Id = RandomId.New(),
            Period = asked.Text,
            Revision = revision,
            RequestedBy = actor,
            RequestedAt = time.GetUtcNow(),
        }).Entity;
        if (open is null)
        {
            await audit.AppendAsync(AuditLog.Organisation, "ReleaseRequested", Actor.Staff(actor), request.Told(), cancel);
        }

        if (!isCorrection && approver.MayApprove)
        {
            request.Approve(approver);
            await audit.AppendAsync(AuditLog.Organisation, "ReleaseApproved", Actor.Staff(actor), request.Told(), cancel);
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return request;
    }
}

/// <summary>What the audit is told of a request: ids and codes.</summary>
internal static class RequestTold
{
    public static AuditData Told(this BuildRequest request) =>
        new() { { "requestId", request.Id }, { "period", request.Period }, { "revision", request.Revision } };

    public static AuditData ToldWith(this BuildRequest request, string reason)
    {
        var told = request.Told();
        told.Add("code", reason);
        return told;
    }
}
