using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Platforms.Records;

/// <summary>A second person compared the newest version of a record with its source.</summary>
public sealed class ConfirmRecord(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-record</c>, <c>record-changed</c>, <c>same-person</c>, <c>confirmed-already</c>.</exception>
    public async Task RunAsync(RecordKind kind, string id, int number, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var newest = await database.Set<RecordVersion>().Where(row => row.Kind == kind && row.RecordId == id).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-record", RefusalKind.NotFound);
        if (newest.Number != number)
        {
            throw new RefusedException("record-changed", RefusalKind.Conflict);
        }

        if (newest.ConfirmedAt is not null)
        {
            throw new RefusedException("confirmed-already", RefusalKind.Conflict);
        }

        // What she wrote before stands in the newest as well, whoever wrote that.
        var since = await database.Set<RecordVersion>().Where(row => row.Kind == kind && row.RecordId == id && row.ConfirmedAt != null).MaxAsync(row => (int?)row.Number, cancel) ?? 0;
        if (await database.Set<RecordVersion>().AnyAsync(row => row.Kind == kind && row.RecordId == id && row.Number > since && row.AuthorId == staffId, cancel))
        {
            throw new RefusedException("same-person", RefusalKind.Conflict);
        }

        newest.Confirm(staffId, time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, "RecordConfirmed", Actor.Staff(staffId), new AuditData { { "record", id }, { "number", number } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
