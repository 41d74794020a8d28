using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Keeps an auditor's signature on a daily head. Her browser made it after it had held the head against the last one it signed.</summary>
public sealed class CountersignHead(CaseManagerDbContext database, ReadRoster read, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException">
    /// <c>unknown-head</c>: no head of that day; <c>not-rostered</c>: the roster does not name her, or no longer; <c>signature</c>: not by her key over this head.
    /// </exception>
    public async Task RunAsync(DateOnly day, Guid staffId, byte[] signature, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var head = await database.Set<DailyHead>().Where(one => one.Day == day).Select(one => new { one.Bytes, one.Hash }).SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-head", RefusalKind.NotFound);
        if ((await read.RunAsync(cancel))?.Members.GetValueOrDefault(staffId) is not { IsCurrent: true } auditor)
        {
            throw new RefusedException("not-rostered", RefusalKind.Conflict);
        }

        if (!SignedDocument.IsSigned(Countersignature.Label, head.Bytes, signature, auditor.SigningKey))
        {
            throw new RefusedException("signature");
        }

        // The same click, twice.
        if (await database.Set<Countersignature>().AnyAsync(one => one.Day == day && one.StaffId == staffId, cancel))
        {
            return;
        }

        database.Add(new Countersignature { Day = day, StaffId = staffId, Signature = signature, SignedAt = time.GetUtcNow() });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "DailyHeadSigned",
            Actor.Staff(staffId),
            new AuditData { { "day", HeadDay.Write(day) }, { "hash", head.Hash }, { "signature", signature } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
