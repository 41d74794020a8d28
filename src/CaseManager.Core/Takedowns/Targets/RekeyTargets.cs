using CaseManager.Core.Platforms.Links;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Targets;

/// <summary>Reads released links again where an older table of links made their keys. What it finished stays finished: it may end at any moment, and run again.</summary>
public sealed class RekeyTargets(CaseManagerDbContext database, RekeyTarget rekeyTarget)
{
    private const int Batch = 200;

    /// <returns>How many targets ended how; those that have nothing new to them are not counted as old by the next run.</returns>
    public async Task<RekeyedTargets> RunAsync(CancellationToken cancel)
    {
        var counts = new Dictionary<RekeyOutcome, int>();
        for (Guid? after = null; await FindAsync(after, cancel) is { Count: > 0 } found; after = found[^1])
        {
            foreach (var targetId in found)
            {
                var outcome = await rekeyTarget.RunAsync(targetId, cancel);
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            }
        }

        return new RekeyedTargets(counts);
    }

    private Task<List<Guid>> FindAsync(Guid? after, CancellationToken cancel) => database.Set<Target>()
        .Where(target => target.TableVersion < LinkNormalizer.TableVersion && (after == null || target.Id > after))
        .OrderBy(target => target.Id)
        .Select(target => target.Id)
        .Take(Batch)
        .ToListAsync(cancel);
}

/// <summary>What became of one target.</summary>
public enum RekeyOutcome
{
    /// <summary>Today's table has no other key for it, or it is gone meanwhile.</summary>
    Same,

    /// <summary>It has another key.</summary>
    Rekeyed,

    /// <summary>Another target has that key; they are one now.</summary>
    Joined,

    /// <summary>Its data key is destroyed or damaged.</summary>
    Unreadable,

    /// <summary>Somebody else was at it: the next run does it.</summary>
    Busy,
}

/// <summary>What a run did.</summary>
public sealed record RekeyedTargets(IReadOnlyDictionary<RekeyOutcome, int> Counts)
{
    /// <summary>How many targets ended so.</summary>
    public int Of(RekeyOutcome outcome) => Counts.GetValueOrDefault(outcome);
}
