using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>Takes one signed entry in, inside the caller's transaction: verified, held against the accounts, stored, told to the audit.</summary>
public sealed class TakeEntry(CaseManagerDbContext database, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RosterRefusedException">It does not follow, or names no account with these keys.</exception>
    public async Task<RosterDocument> RunAsync(VerifiedRoster roster, SignedDocument entry, Actor actor, CancellationToken cancel)
    {
        var document = roster.Add(entry);
        if (document is MemberDocument member && !await IsOursAsync(member, cancel))
        {
            throw new RosterRefusedException("member", document.Seq);
        }

        database.Add(new RosterEntry
        {
            Sequence = document.Seq,
            Bytes = entry.Bytes,
            Signature = entry.Signature,
            Hash = roster.Hash,
            StoredAt = clock.GetUtcNow(),
        });
        if (document is RevokedDocument revoked)
        {
            await database.Set<EpochWrap>().Where(wrap => wrap.StaffId == revoked.User).ExecuteDeleteAsync(cancel);
        }

        await audit.AppendAsync(AuditLog.Organisation, TypeOf(document), actor, DataOf(document, roster.Hash), cancel);
        return document;
    }

    /// <summary>Takes entries in that one key signed, in their order.</summary>
    /// <exception cref="RosterRefusedException"><c>roster-signer</c>: somebody else signed one; or as above.</exception>
    public async Task<IReadOnlyList<RosterDocument>> RunAsync(
        VerifiedRoster roster, IReadOnlyList<SignedDocument> entries, byte[] signer, Actor actor, CancellationToken cancel)
    {
        var documents = new List<RosterDocument>();
        foreach (var entry in entries)
        {
            var document = await RunAsync(roster, entry, actor, cancel);
            if (!document.By.AsSpan().SequenceEqual(signer))
            {
                throw new RosterRefusedException("signer", document.Seq);
            }

            documents.Add(document);
        }

        return documents;
    }

    /// <summary>A member is an open account that made exactly these keys; an officer is a supervisor.</summary>
    private async Task<bool> IsOursAsync(MemberDocument member, CancellationToken cancel)
    {
        // Those added in this transaction count as well.
        var keys = await database.Set<StaffKeys>().FindAsync([member.User], cancel);
        return keys is not null
            && keys.SigningKey.AsSpan().SequenceEqual(member.SigningKey)
            && keys.RecipientKey.AsSpan().SequenceEqual(member.PublicKey)
            && await database.Users.AnyAsync(account => account.Id == member.User && account.DisabledAt == null, cancel)
            && (!member.Officer || await database.IsSupervisorAsync(member.User, cancel));
    }

    private static string TypeOf(RosterDocument document) => document switch
    {
        MemberDocument => "StaffAdmitted",
        RevokedDocument => "StaffRevoked",
        EpochDocument => "EpochTurned",
        RecoveryDocument => "RecoveryFilesMade",
        _ => "RosterBegun",
    };

    private static AuditData DataOf(RosterDocument document, byte[] hash)
    {
        AuditData data = new() { { "entry", document.Seq }, { "hash", hash } };
        switch (document)
        {
            case MemberDocument member:
                data.Add("staff", member.User);
                data.Add("officer", member.Officer);
                break;
            case RevokedDocument revoked:
                data.Add("staff", revoked.User);
                break;
            case EpochDocument epoch:
                data.Add("epoch", epoch.Number);
                break;
        }

        return data;
    }
}
