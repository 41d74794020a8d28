using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Opens a takedown request for a change a person makes: its case locked, one transaction around it.</summary>
public sealed class RequestChange(CaseManagerDbContext database, AuditLog audit, StartClocks clocks)
{
    /// <exception cref="RefusedException"><c>unknown-request</c>, or <c>wrong-state</c> where a table does not allow the move.</exception>
    public async Task RunAsync(Guid requestId, Func<TakedownRequest, Task> change, CancellationToken cancel)
    {
        var caseId = await FindCaseAsync(requestId, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var request = await database.Set<TakedownRequest>().SingleOrDefaultAsync(row => row.Id == requestId, cancel)
            ?? throw new RefusedException("unknown-request", RefusalKind.NotFound);
        try
        {
            await change(request);
            await database.SaveChangesAsync(cancel);
        }
        catch (Exception refusal) when (refusal is WrongMoveException or DbUpdateConcurrencyException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await clocks.RefreshCaseAsync(caseId, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Guid> FindCaseAsync(Guid requestId, CancellationToken cancel) =>
        await database.Set<TakedownRequest>()
            .Where(request => request.Id == requestId)
            .Select(request => (Guid?)request.CaseId)
            .SingleOrDefaultAsync(cancel) ?? throw new RefusedException("unknown-request", RefusalKind.NotFound);
}
