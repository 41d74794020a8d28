using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>A second person vouches for a typed contact; from then on notices may go there.</summary>
public sealed class ConfirmContact(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-contact</c>, <c>same-person</c>, <c>confirmed-already</c>.</exception>
    public async Task RunAsync(Guid contactId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var contact = await database.Set<TypedContact>().SingleOrDefaultAsync(row => row.Id == contactId, cancel)
            ?? throw new RefusedException("unknown-contact", RefusalKind.NotFound);
        if (contact.ConfirmedAt is not null)
        {
            throw new RefusedException("confirmed-already", RefusalKind.Conflict);
        }

        if (contact.AddedBy == staffId)
        {
            throw new RefusedException("same-person", RefusalKind.Conflict);
        }

        contact.Confirm(staffId, time.GetUtcNow());
        await audit.AppendAsync(
            AuditLog.Organisation, "ContactConfirmed", Actor.Staff(staffId), new AuditData { { "contactId", contactId } }, cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Every contact, those that wait for a second person first.</summary>
    public Task<List<TypedContact>> ListAsync(CancellationToken cancel) =>
        database.Set<TypedContact>().AsNoTracking()
            .OrderBy(contact => contact.ConfirmedAt != null).ThenBy(contact => contact.Host).ThenBy(contact => contact.Address)
            .ToListAsync(cancel);
}
