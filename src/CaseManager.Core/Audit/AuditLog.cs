using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Audit;

/// <summary>Writes facts into hash chains, inside the transaction that makes them true.</summary>
public sealed class AuditLog(CaseManagerDbContext database, TimeProvider time)
{
    /// <summary>The chain of what concerns no case.</summary>
    public static readonly Guid Organisation = Guid.Empty;

    // What this transaction holds already, so that it is asked for once.
    private readonly Dictionary<Guid, AuditHead> _held = [];
    private Guid _heldIn;

    /// <summary>Appends one event. Whoever else writes to this chain waits until the caller's transaction ends.</summary>
    /// <param name="chainId">The case's id, or <see cref="Organisation"/>.</param>
    /// <param name="type">What happened, in the past tense: <c>ReportReceived</c>.</param>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task AppendAsync(Guid chainId, string type, Actor actor, AuditData data, CancellationToken cancel)
    {
        var head = await LockAsync(chainId, cancel);
        var sequence = head.Sequence + 1;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var json = data.ToJson();
        var hash = AuditHash.Of(chainId, sequence, head.Hash, at, type, actor.Code, json);
        await database.Database.ExecuteSqlAsync(
            $"""
            with linked as (
                insert into audit.events ("ChainId", "Sequence", "At", "Type", "Actor", "Data", "PreviousHash", "Hash")
                values ({chainId}, {sequence}, {at}, {type}, {actor.Code}, {json}, {head.Hash}, {hash}))
            update audit.heads set "Sequence" = {sequence}, "Hash" = {hash} where "ChainId" = {chainId}
            """,
            cancel);
        (head.Sequence, head.Hash) = (sequence, hash);
    }

    /// <summary>Makes the caller the only writer of a chain, and so of a case, until its transaction ends.</summary>
    /// <returns>The newest link.</returns>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task<AuditHead> LockAsync(Guid chainId, CancellationToken cancel)
    {
        if (database.Database.CurrentTransaction is not { TransactionId: var transaction })
        {
            throw new InvalidOperationException("An audit event belongs into the transaction of what it tells.");
        }

        if (_heldIn != transaction)
        {
            _held.Clear();
            _heldIn = transaction;
        }

        if (_held.TryGetValue(chainId, out var held))
        {
            return held;
        }

        // The update that changes nothing locks a row that is there; the insert makes one that is not.
        var heads = await database.Database.SqlQuery<AuditHead>(
            $"""
            insert into audit.heads as head ("ChainId", "Sequence", "Hash") values ({chainId}, 0, {AuditHash.None})
            on conflict ("ChainId") do update set "Sequence" = head."Sequence"
            returning "ChainId", "Sequence", "Hash"
            """).ToListAsync(cancel);
        return _held[chainId] = heads[0];
    }
}
