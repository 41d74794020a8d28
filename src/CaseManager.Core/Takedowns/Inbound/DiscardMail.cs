using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>A person says that a mail is about nothing of ours: its words are destroyed. One that was put aside is only taken off the list.</summary>
public sealed class DiscardMail(CaseManagerDbContext database, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>unknown-mail</c>, <c>wrong-state</c>: it belongs to a case by now.</exception>
    public async Task RunAsync(Guid messageId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var row = await database.Set<InboundMessage>().SingleOrDefaultAsync(one => one.Id == messageId, cancel)
            ?? throw new RefusedException("unknown-mail", RefusalKind.NotFound);
        if (row.Standing == InboundStanding.Attached)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        if (row.Standing != InboundStanding.Dropped)
        {
            row.Drop();
            await audit.AppendAsync(
                AuditLog.Organisation, "MailDropped", Actor.Staff(staffId), new AuditData { { "messageId", messageId }, { "reason", "by-person" } }, cancel);
        }

        try
        {
            await database.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await transaction.CommitAsync(cancel);
    }
}
