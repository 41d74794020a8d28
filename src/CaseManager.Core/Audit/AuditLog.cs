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
    public Task AppendAsync(Guid chainId, string type, Actor actor, AuditData data, CancellationToken cancel) =>
        AppendAsync([new NewAuditEvent(chainId, type, actor, data)], cancel);

    /// <summary>Appends several events, those of one chain in the order given, in one round trip.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task AppendAsync(IReadOnlyList<NewAuditEvent> happened, CancellationToken cancel)
    {
        if (happened.Count == 0)
        {
            return;
        }

        Guid[] chains = [.. happened.Select(one => one.ChainId)];
        await LockAsync(chains, cancel);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var linked = happened.Select(one => Link(one, at)).ToList();
        int[] sequences = [.. linked.Select(link => link.Sequence)];
        string[] types = [.. happened.Select(one => one.Type)];
        string[] actors = [.. happened.Select(one => one.Actor.Code)];
        string[] data = [.. linked.Select(link => link.Data)];
        byte[][] previous = [.. linked.Select(link => link.Previous)];
        byte[][] hashes = [.. linked.Select(link => link.Hash)];
        await database.Database.ExecuteSqlAsync(
            $"""
            with happened as (
                select * from unnest({chains}, {sequences}, {types}, {actors}, {data}, {previous}, {hashes})
                    as one (chain, sequence, type, actor, data, previous, hash)),
            linked as (
                insert into audit.events ("ChainId", "Sequence", "At", "Type", "Actor", "Data", "PreviousHash", "Hash")
                select chain, sequence, {at}, type, actor, data, previous, hash from happened),
            newest as (select distinct on (chain) chain, sequence, hash from happened order by chain, sequence desc)
            update audit.heads set "Sequence" = newest.sequence, "Hash" = newest.hash from newest where "ChainId" = newest.chain
            """,
            cancel);
    }

    /// <summary>Makes the caller the only writer of a chain, and so of a case, until its transaction ends.</summary>
    /// <returns>The newest link.</returns>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task<AuditHead> LockAsync(Guid chainId, CancellationToken cancel)
    {
        await LockAsync([chainId], cancel);
        return _held[chainId];
    }

    /// <summary>Makes the caller the only writer of several chains, taken in the order of their ids, so that two callers never wait for each other.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task LockAsync(IReadOnlyCollection<Guid> chainIds, CancellationToken cancel)
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

        Guid[] missing = [.. chainIds.Where(chainId => !_held.ContainsKey(chainId)).Distinct().Order()];
        if (missing.Length == 0)
        {
            return;
        }

        // The update that changes nothing locks a row that is there; the insert makes one that is not.
        var heads = await database.Database.SqlQuery<AuditHead>(
            $"""
            insert into audit.heads as head ("ChainId", "Sequence", "Hash")
            select chain, 0, {AuditHash.None} from unnest({missing}) as chain order by chain
            on conflict ("ChainId") do update set "Sequence" = head."Sequence"
            returning "ChainId", "Sequence", "Hash"
            """).ToListAsync(cancel);
        foreach (var head in heads)
        {
            _held[head.ChainId] = head;
        }
    }

    private Linked Link(NewAuditEvent happened, DateTimeOffset at)
    {
        var head = _held[happened.ChainId];
        var (previous, data) = (head.Hash, happened.Data.ToJson());
        var hash = AuditHash.Of(happened.ChainId, head.Sequence + 1, previous, at, happened.Type, happened.Actor.Code, data);
        (head.Sequence, head.Hash) = (head.Sequence + 1, hash);
        return new Linked(head.Sequence, data, previous, hash);
    }

    private sealed record Linked(int Sequence, string Data, byte[] Previous, byte[] Hash);
}

/// <summary>A fact that is to be written.</summary>
/// <param name="ChainId">The case's id, or <see cref="AuditLog.Organisation"/>.</param>
/// <param name="Type">What happened, in the past tense: <c>ReportReceived</c>.</param>
public sealed record NewAuditEvent(Guid ChainId, string Type, Actor Actor, AuditData Data);
