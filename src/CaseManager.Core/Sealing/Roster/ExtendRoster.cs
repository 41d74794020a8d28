using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Takes entries an officer signed: all of them, with the epoch keys and the bundle that go with them, or none.</summary>
public sealed class ExtendRoster(CaseManagerDbContext database, ReadRoster read, TakeEntry take, AuditLog audit)
{
    /// <param name="officer">Who posts; every entry is signed by her key.</param>
    /// <exception cref="RefusedException">
    /// <c>not-an-officer</c>, <c>roster-…</c> (<c>roster-sequence</c> and <c>roster-previous</c>: the head moved),
    /// <c>two-officers</c>, <c>epoch-wrap</c>, <c>intake-bundle</c>.
    /// </exception>
    public async Task RunAsync(
        Guid officer, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> wraps, SignedIntake? intake, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // Two officers at once: the second waits here, reads the new head, and is told that it moved.
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await read.RunAsync(cancel) is not { } roster || !roster.IsOfficer(officer))
        {
            throw new RefusedException("not-an-officer", RefusalKind.NotFound);
        }

        var key = roster.Members[officer].SigningKey;
        foreach (var entry in entries)
        {
            var document = await take.RunAsync(roster, entry, Actor.Staff(officer), cancel);
            if (!document.By.AsSpan().SequenceEqual(key))
            {
                throw new RosterRefusedException("signer", document.Seq);
            }
        }

        roster.RequireOfficers();
        foreach (var wrap in wraps)
        {
            await database.Set<EpochWrap>().Where(w => w.Epoch == wrap.Epoch && w.StaffId == wrap.StaffId).ExecuteDeleteAsync(cancel);
            database.Add(wrap.Check(roster));
        }

        if (intake is not null)
        {
            var bundle = intake.Check(roster);
            await database.Set<IntakeBundle>().Where(b => b.Epoch == bundle.Epoch).ExecuteDeleteAsync(cancel);
            database.Add(bundle);
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
