using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>A person says what an answer is; only then it counts.</summary>
public sealed class ConfirmMail(CaseManagerDbContext database, MoveByMail move, AuditLog audit, TimeProvider time)
{
    /// <param name="kind">One of <see cref="AnswerClasses"/>.</param>
    /// <exception cref="RefusedException"><c>answer-kind</c>, <c>unknown-mail</c> (also of a case restricted to others), <c>wrong-state</c>: it belongs to no notice yet.</exception>
    public async Task RunAsync(Guid messageId, Guid staffId, string kind, CancellationToken cancel)
    {
        if (!AnswerClasses.All.Contains(kind))
        {
            throw new RefusedException("answer-kind");
        }

        var hidden = database.HiddenFrom(staffId);
        var found = await database.Set<InboundMessage>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == messageId && !(row.CaseId != null && hidden.Contains(row.CaseId.Value)), cancel)
            ?? throw new RefusedException("unknown-mail", RefusalKind.NotFound);
        if (found is not { Standing: InboundStanding.Attached, CaseId: { } caseId, NoticeId: { } noticeId })
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([caseId, AuditLog.Organisation], cancel);
        var row = await database.Set<InboundMessage>().SingleAsync(one => one.Id == messageId, cancel);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(one => one.Id == noticeId, cancel)
            ?? throw new RefusedException("unknown-mail", RefusalKind.NotFound);
        if (row.DecidedClass != kind)
        {
            row.Decide(kind, staffId, time.GetUtcNow());
            await audit.AppendAsync(
                caseId, "AnswerConfirmed", Actor.Staff(staffId),
                new AuditData { { "messageId", messageId }, { "noticeId", noticeId }, { "kind", kind } }, cancel);
            await move.ByPersonAsync(row, notice, staffId, cancel);
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
