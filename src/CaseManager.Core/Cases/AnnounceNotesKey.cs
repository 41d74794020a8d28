using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Keeps the key that notes are sealed to, made in the first caseworker's browser; there is one a case.</summary>
public sealed class AnnounceNotesKey(CaseManagerDbContext database, StoreObjects store, AuditLog audit)
{
    /// <param name="publicKey">Of <c>N</c>, generation 0.</param>
    /// <param name="announcement">The signed frame under <c>C</c> that names the key.</param>
    /// <param name="wraps">For a team epoch, for recovery and for the caseworker; the receipt can have none.</param>
    /// <exception cref="RefusedException"><c>notes-key-exists</c>, <c>notes-key</c>, <c>wraps</c>, <c>unknown-epoch</c>, or what a sealed object is refused for.</exception>
    public async Task RunAsync(
        Guid caseId, Guid staffId, byte[] publicKey, NewObject announcement, IReadOnlyList<NewObject> wraps, CancellationToken cancel)
    {
        if (publicKey.Length != HybridKey.PublicKeyLength || announcement is not { Kind: ObjectKinds.Announcement, KeyPair: KeyPairName.C })
        {
            throw new RefusedException("notes-key");
        }

        await CheckWrapsAsync(wraps, staffId, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindOpenCaseAsync(caseId, cancel);
        var standing = await database.Set<CaseKeyPair>().SingleOrDefaultAsync(
            key => key.CaseId == caseId && key.KeyPair == KeyPairName.N && key.Generation == 0, cancel);
        if (standing is not null)
        {
            // Posted twice is one key; another key would leave two colleagues writing to different ones.
            if (CryptographicOperations.FixedTimeEquals(standing.PublicKey, publicKey))
            {
                return;
            }

            throw new RefusedException("notes-key-exists", RefusalKind.Conflict);
        }

        database.Add(new CaseKeyPair { CaseId = caseId, KeyPair = KeyPairName.N, Generation = 0, PublicKey = publicKey });
        await database.SaveChangesAsync(cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), [announcement, .. wraps], replaceWraps: false, cancel);
        await audit.AppendAsync(
            caseId, "NotesKeyAnnounced", Actor.Staff(staffId), new AuditData { { "publicKey", SHA256.HashData(publicKey) } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CheckWrapsAsync(IReadOnlyList<NewObject> wraps, Guid staffId, CancellationToken cancel)
    {
        var recipients = wraps.Select(wrap => wrap.Recipient ?? "").ToList();
        var epoch = recipients.FirstOrDefault(recipient => Recipients.IsEpoch(recipient, out _)) ?? "";
        string[] expected = [epoch, Recipients.Recovery, Recipients.Staff(staffId)];
        if (wraps.Any(wrap => !wrap.IsWrap || wrap.KeyPair is not KeyPairName.N || wrap.Generation != 0)
            || !recipients.Order().SequenceEqual(expected.Order()))
        {
            throw new RefusedException("wraps");
        }

        if (!Recipients.IsEpoch(epoch, out var number) || !await database.Set<IntakeBundle>().AnyAsync(bundle => bundle.Epoch == number, cancel))
        {
            throw new RefusedException("unknown-epoch");
        }
    }
}
