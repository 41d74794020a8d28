using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Makes the instance: root, roster, first epoch, intake bundle. Once; everything is verified before anything is stored.</summary>
public sealed class ImportGenesis(CaseManagerDbContext database, TakeEntry take, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// <c>instance-exists</c>, <c>unknown-version</c>, <c>two-officers</c>, <c>no-such-account</c>, <c>keys</c>, <c>roster-…</c>,
    /// <c>epoch-wrap</c>: also where somebody of the roster who opens reports has none; <c>intake-bundle</c>, <c>recovery-files</c>.
    /// </exception>
    public async Task RunAsync(Genesis genesis, Actor actor, CancellationToken cancel)
    {
        // Within the caller's transaction where it has made the accounts in it.
        await using var own = database.Database.CurrentTransaction is null ? await database.Database.BeginTransactionAsync(cancel) : null;
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await database.Set<Instance>().AnyAsync(cancel))
        {
            throw new RefusedException("instance-exists", RefusalKind.Conflict);
        }

        if (genesis.V != 1)
        {
            throw new RefusedException("unknown-version");
        }

        await AddKeysAsync(genesis, actor, cancel);
        var roster = new VerifiedRoster(genesis.RootKey);
        foreach (var entry in genesis.Entries)
        {
            await take.RunAsync(roster, entry, actor, cancel);
        }

        roster.RequireOfficers();
        var openers = (await database.OpenersAsync(cancel)).ToHashSet();
        database.AddRange(genesis.EpochWraps.Select(wrap => wrap.Check(roster, openers)));
        database.Add(genesis.Intake.Check(roster));
        RequireWhole(genesis, roster, openers);
        database.Add(new Instance
        {
            InstanceId = HexId.Bytes(roster.Instance),
            Salt = roster.Salt,
            RootKey = roster.RootKey,
            RecoveryKey = roster.RecoveryKey,
        });
        await audit.AppendAsync(KeyEvents.Of(genesis.EpochWraps, hasIntake: true, roster, actor), cancel);
        await database.SaveChangesAsync(cancel);
        if (own is not null)
        {
            await own.CommitAsync(cancel);
        }
    }

    private void RequireWhole(Genesis genesis, VerifiedRoster roster, HashSet<Guid> openers)
    {
        NewEpochWrap.RequireForAll(genesis.EpochWraps, roster, openers);
        if (genesis.RecoveryFiles is { } files)
        {
            database.Add(files.Check(roster, clock.GetUtcNow()));
        }
        else if (roster.RecoveryFilesHash.Length > 0)
        {
            throw new RefusedException("recovery-files");
        }
    }

    private async Task AddKeysAsync(Genesis genesis, Actor actor, CancellationToken cancel)
    {
        foreach (var (staffId, keys) in genesis.StaffKeys)
        {
            keys.Check(staffId);
            if (!await database.Users.AnyAsync(member => member.Id == staffId, cancel))
            {
                throw new RefusedException("no-such-account");
            }

            database.Add(keys.ToKeys(staffId, clock.GetUtcNow()));
            await audit.AppendAsync(
                AuditLog.Organisation, "StaffKeysMade", actor, new AuditData { { "staff", staffId }, { "methods", keys.Methods.Count } }, cancel);
        }
    }
}
