using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>
/// Stores new keys and wraps of a case, inside the caller's transaction. Afterwards every generation is wrapped for
/// exactly the case's audience: whoever does not belong to it any more loses her wraps here.
/// </summary>
public sealed class KeepCaseKeys(CaseManagerDbContext database, StoreObjects store, ReadAudience read)
{
    /// <exception cref="RefusedException">
    /// <c>epoch-moved</c>: the team has a newer epoch; <c>key-exists</c>: a colleague made the next key meanwhile; <c>case-key</c>: malformed, or not the
    /// next; <c>wraps</c>: somebody of the audience would be left out, or somebody else let in; or what a sealed object is refused for.
    /// </exception>
    /// <exception cref="BehindException">She wrote from another window meanwhile.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CaseKeyChange change, CancellationToken cancel)
    {
        var audience = (await read.RunAsync([caseId], cancel)).GetValueOrDefault(caseId)
            ?? throw new RefusedException("unknown-case", RefusalKind.NotFound);
        if (change.Epoch != await read.EpochAsync(cancel))
        {
            throw new RefusedException("epoch-moved", RefusalKind.Conflict);
        }

        if (!change.Wraps.All(wrap => wrap.IsWrap && audience.Of(wrap.KeyPair).Contains(wrap.Recipient)))
        {
            throw new RefusedException("wraps");
        }

        await AddKeysAsync(caseId, staffId, change.Keys, cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), change.Wraps, replaceWraps: true, cancel);
        await KeepOnlyAsync(caseId, audience, cancel);
    }

    private async Task AddKeysAsync(Guid caseId, Guid staffId, IReadOnlyList<NewCaseKey> keys, CancellationToken cancel)
    {
        var known = await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).ToListAsync(cancel);
        var fresh = new List<NewCaseKey>();
        foreach (var key in keys)
        {
            if (known.SingleOrDefault(one => one.KeyPair == key.KeyPair && one.Generation == key.Generation) is { } standing)
            {
                // The same post again, after an answer that was lost; another key would leave two colleagues writing to different ones.
                if (!standing.PublicKey.AsSpan().SequenceEqual(key.PublicKey))
                {
                    throw new RefusedException("key-exists", RefusalKind.Conflict);
                }

                continue;
            }

            if (key.PublicKey.Length != HybridKey.PublicKeyLength
                || key.Generation != known.Where(one => one.KeyPair == key.KeyPair).Max(one => (int?)one.Generation) + 1
                || key.Announcement is not { Kind: ObjectKinds.Announcement } announcement
                || announcement.KeyPair != key.KeyPair || announcement.Generation != key.Generation - 1)
            {
                throw new RefusedException("case-key");
            }

            fresh.Add(key);
        }

        // Announcements stand under the generation before, so they come first.
        await store.RunAsync(caseId, Authors.Staff(staffId), [.. keys.Select(key => key.Announcement)], replaceWraps: false, cancel);
        database.AddRange(fresh.Select(key =>
            new CaseKeyPair { CaseId = caseId, KeyPair = key.KeyPair, Generation = key.Generation, PublicKey = key.PublicKey }));
        await database.SaveChangesAsync(cancel);
    }

    private async Task KeepOnlyAsync(Guid caseId, Audience audience, CancellationToken cancel)
    {
        var wraps = database.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap);
        foreach (var keyPair in Enum.GetValues<KeyPairName>())
        {
            var recipients = audience.Of(keyPair);
            await wraps.Where(wrap => wrap.KeyPair == keyPair && !recipients.Contains(wrap.Recipient!)).ExecuteDeleteAsync(cancel);
        }

        var standing = (await wraps.Select(wrap => new { wrap.KeyPair, wrap.Generation, wrap.Recipient }).ToListAsync(cancel)).ToHashSet();
        var keys = await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).Select(key => new { key.KeyPair, key.Generation }).ToListAsync(cancel);
        var isWhole = keys.All(key => audience.Of(key.KeyPair).All(recipient => standing.Any(wrap =>
            wrap.KeyPair == key.KeyPair && wrap.Generation == key.Generation && wrap.Recipient == recipient)));
        if (!isWhole)
        {
            throw new RefusedException("wraps");
        }
    }
}
