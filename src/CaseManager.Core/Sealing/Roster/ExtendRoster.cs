using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Takes entries an officer signed: all of them, with the epoch keys and the bundle that go with them, or none.</summary>
public sealed class ExtendRoster(CaseManagerDbContext database, ReadRoster read, TakeEntry take, AuditLog audit)
{
    /// <param name="officer">Who posts; every entry is signed by her key.</param>
    /// <param name="ending">Whose membership ends with these entries: hers and nobody else's; <see langword="null"/> where nobody's does.</param>
    /// <exception cref="RefusedException">
    /// <c>not-an-officer</c>, <c>roster-…</c> (<c>roster-sequence</c> and <c>roster-previous</c>: the head moved),
    /// <c>two-officers</c>, <c>ending</c>: another membership would end, or one without a new epoch; <c>epoch-wrap</c>: also where somebody who opens
    /// reports would be left without a key; <c>intake-bundle</c>.
    /// </exception>
    public async Task RunAsync(
        Guid officer, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> wraps, SignedIntake? intake, Guid? ending, CancellationToken cancel)
    {
        // Within the caller's transaction where more ends with a membership.
        await using var own = database.Database.CurrentTransaction is null ? await database.Database.BeginTransactionAsync(cancel) : null;

        // Two officers at once: the second waits here, reads the new head, and is told that it moved.
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await read.RunAsync(cancel) is not { } roster || !roster.IsOfficer(officer))
        {
            throw new RefusedException("not-an-officer", RefusalKind.NotFound);
        }

        var key = roster.Members[officer].SigningKey;
        var documents = await take.RunAsync(roster, entries, key, Actor.Staff(officer), cancel);
        roster.RequireOfficers();
        var openers = (await database.OpenersAsync(cancel)).ToHashSet();
        CheckWhole(roster, documents, wraps, openers, intake, ending);
        foreach (var wrap in wraps)
        {
            await database.Set<EpochWrap>().Where(w => w.Epoch == wrap.Epoch && w.StaffId == wrap.StaffId).ExecuteDeleteAsync(cancel);
            database.Add(wrap.Check(roster, openers));
        }

        if (intake is not null)
        {
            var bundle = intake.Check(roster);
            await database.Set<IntakeBundle>().Where(b => b.Epoch == bundle.Epoch).ExecuteDeleteAsync(cancel);
            database.Add(bundle);
        }

        await audit.AppendAsync(KeyEvents.Of(wraps, intake is not null, roster, Actor.Staff(officer)), cancel);
        await database.SaveChangesAsync(cancel);
        if (own is not null)
        {
            await own.CommitAsync(cancel);
        }
    }

    /// <summary>Nobody leaves with the newest key, and a new one leaves out nobody who needs it, nor the survivors.</summary>
    private static void CheckWhole(
        VerifiedRoster roster, IReadOnlyList<RosterDocument> documents, IReadOnlyList<NewEpochWrap> wraps, HashSet<Guid> openers, SignedIntake? intake,
        Guid? ending)
    {
        var turns = documents.OfType<EpochDocument>().Any();
        var ended = documents.OfType<RevokedDocument>().Select(document => (Guid?)document.User).ToList();
        if (!ended.SequenceEqual(ending is null ? [] : [ending]) || (ending is not null && !turns))
        {
            throw new RefusedException("ending");
        }

        if (!turns)
        {
            return;
        }

        if (intake is null)
        {
            throw new RefusedException("intake-bundle");
        }

        NewEpochWrap.RequireForAll(wraps, roster, openers);
    }
}
