using System.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Audit;

/// <summary>Walks every chain and names the first link of each that does not hold.</summary>
public sealed class VerifyChains(CaseManagerDbContext database)
{
    public async Task<ChainsVerdict> RunAsync(CancellationToken cancel)
    {
        // One snapshot, the caller's or an own one, so that an event written meanwhile is not taken for a broken head.
        await using var own = database.Database.CurrentTransaction is null
            ? await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel)
            : null;
        var broken = new List<BrokenLink>();
        var walk = new ChainWalk(broken);
        await foreach (var link in LinksAsync().WithCancellation(cancel))
        {
            walk.Take(link.Event, link.Head);
        }

        walk.End();
        await AddChainsWithoutEventsAsync(broken, cancel);
        return new ChainsVerdict(walk.Chains, walk.Events, broken);
    }

    private IAsyncEnumerable<Link> LinksAsync() =>
        database.Set<AuditEvent>()
            .AsNoTracking()
            .OrderBy(e => e.ChainId).ThenBy(e => e.Sequence)
            .LeftJoin(database.Set<AuditHead>(), e => e.ChainId, head => head.ChainId, (e, head) => new Link(e, head))
            .AsAsyncEnumerable();

    private async Task AddChainsWithoutEventsAsync(List<BrokenLink> broken, CancellationToken cancel)
    {
        var emptied = await database.Set<AuditHead>()
            .Where(head => head.Sequence > 0 && !database.Set<AuditEvent>().Any(e => e.ChainId == head.ChainId))
            .Select(head => head.ChainId)
            .ToListAsync(cancel);
        broken.AddRange(emptied.Select(chainId => new BrokenLink(chainId, 1, BrokenLink.Missing)));
    }

    private sealed record Link(AuditEvent Event, AuditHead? Head);
}

/// <summary>What the walk found.</summary>
/// <param name="Broken">At most one entry a chain: the first place where it does not hold.</param>
public sealed record ChainsVerdict(int Chains, long Events, IReadOnlyList<BrokenLink> Broken)
{
    /// <summary>Whether every chain holds.</summary>
    public bool Holds => Broken.Count == 0;
}

/// <summary>The first link of a chain that does not hold.</summary>
/// <param name="Fault">One of the codes below.</param>
public sealed record BrokenLink(Guid ChainId, int Sequence, string Fault)
{
    /// <summary>An event at this place is not there.</summary>
    public const string Missing = "missing";

    /// <summary>The event does not point to the one before.</summary>
    public const string Unlinked = "unlinked";

    /// <summary>The event is not what its hash says.</summary>
    public const string Changed = "changed";

    /// <summary>The chain's head names another event than the newest.</summary>
    public const string Head = "head";
}
