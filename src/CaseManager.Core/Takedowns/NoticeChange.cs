using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Opens a notice for a change a person makes: its case locked, its requests at hand, one transaction around it.</summary>
public sealed class NoticeChange(CaseManagerDbContext database, AuditLog audit, StartClocks clocks)
{
    /// <param name="change">Gets the notice and its requests, tracked.</param>
    /// <exception cref="RefusedException"><c>unknown-notice</c>, or <c>wrong-state</c> where a table does not allow the move.</exception>
    public async Task RunAsync(Guid noticeId, Func<Notice, IReadOnlyList<TakedownRequest>, Task> change, CancellationToken cancel)
    {
        var caseId = await database.Set<Notice>()
            .Where(notice => notice.Id == noticeId)
            .Select(notice => (Guid?)notice.CaseId)
            .SingleOrDefaultAsync(cancel) ?? throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == noticeId, cancel)
            ?? throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        var requests = await database.Set<TakedownRequest>()
            .Where(request => database.Set<NoticeItem>().Any(item => item.NoticeId == noticeId && item.RequestId == request.Id))
            .OrderBy(request => request.Id)
            .ToListAsync(cancel);
        try
        {
            await change(notice, requests);
            await database.SaveChangesAsync(cancel);
        }
        catch (Exception refusal) when (refusal is WrongMoveException or DbUpdateConcurrencyException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await clocks.RefreshCaseAsync(caseId, cancel);
        await transaction.CommitAsync(cancel);
    }
}
