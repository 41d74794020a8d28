using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Destroys venues that nothing holds any more: no target, no shared notice, no file, and no person who named them. Inside the caller's transaction,
/// after its targets are gone.
/// </summary>
public sealed class DestroyVenues(CaseManagerDbContext database, DataKeys keys, AuditLog audit)
{
    /// <summary>The venues of targets that are about to go or to change: what to look at afterwards.</summary>
    public Task<List<Guid>> FindAsync(IReadOnlyCollection<Guid> targetIds, CancellationToken cancel) => database.Set<VenueMember>()
        .Where(member => targetIds.Contains(member.TargetId) && member.VenueId != null)
        .Select(member => member.VenueId!.Value)
        .Distinct()
        .ToListAsync(cancel);

    /// <param name="chains">Whom it is told to; the caller may lock them.</param>
    public async Task RunAsync(IReadOnlyCollection<Guid> venueIds, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel)
    {
        if (venueIds.Count == 0)
        {
            return;
        }

        var others = await database.Set<VenueSuccessor>()
            .Where(pair => venueIds.Contains(pair.FromId) || venueIds.Contains(pair.ToId))
            .Select(pair => venueIds.Contains(pair.FromId) ? pair.ToId : pair.FromId)
            .ToListAsync(cancel);
        await LockAsync([.. venueIds.Union(others)], cancel);
        var ended = await EmptyAsync([.. venueIds], cancel);
        await EndAsync(ended, chains, actor, cancel);

        // What somebody typed only as the successor of one of these is a successor of nothing now.
        await EndAsync(ended.Count == 0 ? [] : await EmptyAsync([.. others.Except(venueIds)], cancel), chains, actor, cancel);
    }

    /// <summary>Waits for releases that are naming a link there just now, and makes later ones wait.</summary>
    private async Task LockAsync(List<Guid> venueIds, CancellationToken cancel) => await database.Database
        .SqlQuery<Guid>($"""select v."Id" as "Value" from takedowns.venues v where v."Id" = any ({venueIds}) order by v."Lookup" for update""")
        .ToListAsync(cancel);

    private Task<List<Guid>> EmptyAsync(List<Guid> venueIds, CancellationToken cancel) => database.Set<Venue>()
        .Where(venue => venueIds.Contains(venue.Id)
            && venue.NamedAt == null
            && !database.Set<VenueSuccessor>().Any(pair => pair.NamedId == venue.Id)
            && !database.Set<VenueMember>().Any(member => member.VenueId == venue.Id)
            && !database.Set<SharedNotice>().Any(shared => shared.VenueId == venue.Id)
            && !database.Set<Case>().Any(caseFile => caseFile.VenueId == venue.Id))
        .Select(venue => venue.Id)
        .ToListAsync(cancel);

    private async Task EndAsync(List<Guid> venueIds, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel)
    {
        if (venueIds.Count == 0)
        {
            return;
        }

        await database.Set<Venue>().Where(venue => venueIds.Contains(venue.Id)).ExecuteDeleteAsync(cancel);
        foreach (var venueId in venueIds)
        {
            await keys.DestroyAsync(venueId, cancel);
            await audit.AppendAsync(
                [.. chains.Select(chain => new NewAuditEvent(chain, "VenueDestroyed", actor, new AuditData { { "venueId", venueId } }))], cancel);
        }
    }
}
