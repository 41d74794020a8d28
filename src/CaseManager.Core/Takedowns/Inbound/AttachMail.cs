using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns.Answers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>A person says which notice a mail answers, and what it is; her browser sealed its words anew, to the case.</summary>
public sealed class AttachMail(CaseManagerDbContext database, StoreObjects store, MoveByMail move, RequireReach reach, AuditLog audit, TimeProvider time)
{
    /// <param name="kind">One of <see cref="AnswerClasses"/>.</param>
    /// <param name="objects">The sealed <c>answer</c>, under <c>N</c>.</param>
    /// <exception cref="RefusedException"><c>answer-kind</c>, <c>objects</c>, <c>unknown-mail</c>, <c>unknown-notice</c>, <c>wrong-state</c>: somebody else sorted it, or what a sealed object is refused for.</exception>
    public async Task RunAsync(Guid messageId, Guid staffId, Guid noticeId, string kind, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (!AnswerClasses.All.Contains(kind))
        {
            throw new RefusedException("answer-kind");
        }

        if (objects is not [{ Kind: ObjectKinds.Answer, KeyPair: KeyPairName.N }])
        {
            throw new RefusedException("objects");
        }

        await reach.RunAsync(ReachedBy.Notice, noticeId, staffId, cancel);
        var caseId = await database.Set<Notice>().Where(row => row.Id == noticeId).Select(row => (Guid?)row.CaseId).SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([caseId, AuditLog.Organisation], cancel);
        var row = await database.Set<InboundMessage>().SingleOrDefaultAsync(one => one.Id == messageId, cancel)
            ?? throw new RefusedException("unknown-mail", RefusalKind.NotFound);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(one => one.Id == noticeId, cancel)
            ?? throw new RefusedException("unknown-notice", RefusalKind.NotFound);
        if (row.Standing is not (InboundStanding.Unmatched or InboundStanding.Unconfirmed))
        {
            // The same click twice is no conflict.
            if (row.ObjectId == objects[0].ObjectId)
            {
                return;
            }

            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        row.Attach(notice, objects[0].ObjectId, needsPerson: false);
        row.MatchRule = MatchRules.ByPerson;
        row.Decide(kind, staffId, time.GetUtcNow());
        await audit.AppendAsync(
            caseId, "MailAttached", Actor.Staff(staffId),
            new AuditData { { "messageId", messageId }, { "noticeId", noticeId }, { "objectId", objects[0].ObjectId }, { "kind", kind } }, cancel);
        await move.ByPersonAsync(row, notice, staffId, cancel);
        await SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        try
        {
            await database.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }
    }
}
