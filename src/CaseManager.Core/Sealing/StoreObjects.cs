using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>The one place where sealed objects are stored: all of a request or none.</summary>
public sealed class StoreObjects(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <summary>Stores objects by one author in the caller's transaction; the case's key pairs must be stored before.</summary>
    /// <param name="author">Who hands them in: an object that names another author is refused.</param>
    /// <param name="replaceWraps">Whether a wrap may take the place of an earlier one for the same recipient.</param>
    /// <returns>How many were new; the others were there already, byte for byte.</returns>
    /// <exception cref="RefusedException">An object breaks a rule; <c>stale-key</c>: the case has a newer key, seal again to that.</exception>
    /// <exception cref="BehindException">The author's chain has moved on.</exception>
    public async Task<int> RunAsync(Guid caseId, string author, IReadOnlyList<NewObject> objects, bool replaceWraps, CancellationToken cancel)
    {
        CheckEach(author, objects);

        // One writer a case: two posts for one place in a chain come one after the other, and the second learns the head.
        await audit.LockAsync(caseId, cancel);
        var fresh = await WithoutStoredAsync(caseId, objects, cancel);
        await CheckKeysAsync(caseId, fresh, cancel);
        await CheckChainsAsync(caseId, author, [.. fresh.Where(o => !o.IsWrap)], cancel);
        await MakeRoomForWrapsAsync(caseId, [.. fresh.Where(o => o.IsWrap)], replaceWraps, cancel);

        var now = time.GetUtcNow();
        database.AddRange(fresh.Select(o => o.Store(caseId, now)));
        await database.SaveChangesAsync(cancel);
        return fresh.Count;
    }

    /// <summary>Adds the first objects of a case that is made in the caller's unit of work, under its first key; there is nothing to compare them with.</summary>
    /// <param name="author">Who hands them in: an object that names another author is refused.</param>
    /// <exception cref="RefusedException">An object breaks a rule.</exception>
    /// <exception cref="BehindException">They do not begin a chain.</exception>
    public void AddFirst(Guid caseId, string author, IReadOnlyList<NewObject> objects)
    {
        CheckEach(author, objects);
        if (objects.Any(o => o is not { KeyPair: KeyPairName.C, Generation: 0 }))
        {
            throw new RefusedException("unknown-key");
        }

        CheckChain(new ChainHead(author, KeyPairName.C, 0, new byte[32]), objects.Where(o => !o.IsWrap));
        var now = time.GetUtcNow();
        database.AddRange(objects.Select(o => o.Store(caseId, now)));
    }

    private static void CheckEach(string author, IReadOnlyList<NewObject> objects)
    {
        foreach (var sealedObject in objects)
        {
            CheckObject.Run(sealedObject);
            if (sealedObject.Author != author)
            {
                throw new RefusedException("author-may-not");
            }
        }

        if (objects.DistinctBy(o => o.ObjectId).Count() != objects.Count
            || objects.Where(o => o.IsWrap).CountBy(o => (o.KeyPair, o.Generation, o.Recipient)).Any(place => place.Value > 1))
        {
            throw new RefusedException("object-twice");
        }
    }

    private async Task CheckKeysAsync(Guid caseId, List<NewObject> objects, CancellationToken cancel)
    {
        if (objects.Count == 0)
        {
            return;
        }

        var keys = await database.Set<CaseKeyPair>()
            .Where(key => key.CaseId == caseId)
            .Select(key => new { key.KeyPair, key.Generation })
            .ToListAsync(cancel);
        if (objects.Any(o => !keys.Contains(new { o.KeyPair, o.Generation })))
        {
            throw new RefusedException("unknown-key");
        }

        // Somebody who must not read on may have the key before; only a report is sealed long before it is sent.
        if (objects.Any(o => !o.IsWrap && !ObjectKinds.IsPartOfReport(o.Kind) && keys.Any(key => key.KeyPair == o.KeyPair && key.Generation > o.Generation)))
        {
            throw new RefusedException("stale-key", RefusalKind.Conflict);
        }
    }

    private async Task<List<NewObject>> WithoutStoredAsync(Guid caseId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        var ids = objects.Select(o => o.ObjectId).ToList();
        var stored = await database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => o.CaseId == caseId && ids.Contains(o.ObjectId))
            .ToDictionaryAsync(o => o.ObjectId, cancel);
        if (objects.Any(o => stored.TryGetValue(o.ObjectId, out var there) && !o.Equals(there)))
        {
            throw new RefusedException("object-differs", RefusalKind.Conflict);
        }

        return [.. objects.Where(o => !stored.ContainsKey(o.ObjectId))];
    }

    private async Task CheckChainsAsync(Guid caseId, string author, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        foreach (var chain in objects.GroupBy(o => o.KeyPair))
        {
            CheckChain(await HeadAsync(caseId, author, chain.Key, cancel), chain);
        }
    }

    private static void CheckChain(ChainHead start, IEnumerable<NewObject> chain)
    {
        var head = start;
        foreach (var next in chain.OrderBy(o => o.Sequence))
        {
            if (next.Sequence != head.Sequence + 1 || !next.Previous.AsSpan().SequenceEqual(head.Hash))
            {
                throw new BehindException(start);
            }

            head = head with { Sequence = next.Sequence, Hash = next.Hash };
        }
    }

    /// <summary>The newest object of an author; whoever seals behind it holds the case's lock.</summary>
    public async Task<ChainHead> HeadAsync(Guid caseId, string author, KeyPairName keyPair, CancellationToken cancel) =>
        await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.Author == author && o.KeyPair == keyPair && o.Kind != ObjectKinds.Wrap)
            .OrderByDescending(o => o.Sequence)
            .Select(o => new ChainHead(author, keyPair, o.Sequence, o.Hash))
            .FirstOrDefaultAsync(cancel)
        ?? new ChainHead(author, keyPair, 0, new byte[32]);

    private async Task MakeRoomForWrapsAsync(Guid caseId, IReadOnlyList<NewObject> wraps, bool replaceWraps, CancellationToken cancel)
    {
        foreach (var wrap in wraps)
        {
            var taken = database.Set<SealedObject>().Where(o =>
                o.CaseId == caseId && o.Kind == ObjectKinds.Wrap
                && o.KeyPair == wrap.KeyPair && o.Generation == wrap.Generation && o.Recipient == wrap.Recipient);
            if (replaceWraps)
            {
                await taken.ExecuteDeleteAsync(cancel);
            }
            else if (await taken.AnyAsync(cancel))
            {
                throw new RefusedException("wrap-exists", RefusalKind.Conflict);
            }
        }
    }
}

/// <summary>The newest object of an author under a key pair; sequence 0 and zeros where there is none.</summary>
public sealed record ChainHead(string Author, KeyPairName KeyPair, int Sequence, byte[] Hash);

/// <summary>Someone else took the place in the chain: seal again behind this head.</summary>
public sealed class BehindException(ChainHead head) : RefusedException("behind", RefusalKind.Conflict)
{
    public ChainHead Head { get; } = head;
}
