using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>Makes somebody an officer by the root's own signature, and turns the team's key with it: the way back when no officer is left to do it.</summary>
public sealed class NameOfficer(CaseManagerDbContext database, ReadRoster read, TakeEntry take, AuditLog audit)
{
    /// <exception cref="RefusedException">
    /// <c>no-instance</c>; <c>roster-…</c>: an entry does not follow, or the root did not sign it; <c>officer</c>: the entries are not one officer and
    /// one epoch; <c>epoch-wrap</c>: somebody who opens reports would be left without the new key; <c>intake-bundle</c>.
    /// </exception>
    public async Task RunAsync(Guid administrator, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> wraps, SignedIntake intake, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var roster = await read.RunAsync(cancel) ?? throw new RefusedException("no-instance", RefusalKind.Conflict);
        if (await take.RunAsync(roster, entries, roster.RootKey, Actor.Staff(administrator), cancel) is not [MemberDocument { Officer: true }, EpochDocument])
        {
            throw new RefusedException("officer");
        }

        var openers = (await database.OpenersAsync(cancel)).ToHashSet();
        NewEpochWrap.RequireForAll(wraps, roster, openers);
        database.AddRange(wraps.Select(wrap => wrap.Check(roster, openers)));
        database.Add(intake.Check(roster));
        await audit.AppendAsync(KeyEvents.Of(wraps, hasIntake: true, roster, Actor.Staff(administrator)), cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
