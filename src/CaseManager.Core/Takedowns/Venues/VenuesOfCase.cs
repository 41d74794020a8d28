using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>For each target of a case the venue it belongs to, with what came after it, for staff who may open the case.</summary>
public sealed class VenuesOfCase(CaseManagerDbContext database, OpenVenues open)
{
    /// <returns>By target.</returns>
    public async Task<IReadOnlyDictionary<Guid, TargetVenue>> RunAsync(IReadOnlyCollection<Guid> targetIds, CancellationToken cancel)
    {
        var members = await database.Set<VenueMember>().Where(member => targetIds.Contains(member.TargetId) && member.VenueId != null).ToListAsync(cancel);
        var ids = members.Select(member => member.VenueId!.Value).Distinct().ToList();
        var pairs = await database.Set<VenueSuccessor>().AsNoTracking()
            .Where(pair => pair.State == SuccessorState.Confirmed && ids.Contains(pair.FromId))
            .OrderBy(pair => pair.DecidedAt)
            .ToListAsync(cancel);
        var later = pairs.Select(pair => pair.ToId).ToList();
        var venues = await database.Set<Venue>().AsNoTracking().Where(venue => ids.Contains(venue.Id) || later.Contains(venue.Id)).ToListAsync(cancel);
        var urls = await open.RunAsync(venues, cancel);
        return members.ToDictionary(
            member => member.TargetId,
            member => new TargetVenue(
                member.VenueId!.Value,
                VenueCodes.Write(venues.Single(venue => venue.Id == member.VenueId).Kind),
                urls[member.VenueId.Value],
                [.. pairs.Where(pair => pair.FromId == member.VenueId).Select(pair => new LaterVenue(pair.ToId, urls[pair.ToId]))]));
    }
}

/// <summary>Where a target belongs.</summary>
/// <param name="Kind"><c>channel</c>, <c>group</c> or <c>site</c>.</param>
/// <param name="Url"><see langword="null"/> where its key is damaged.</param>
/// <param name="Successors">What people found to have come after it.</param>
public sealed record TargetVenue(Guid VenueId, string Kind, string? Url, IReadOnlyList<LaterVenue> Successors);

/// <summary>A venue that came after another.</summary>
public sealed record LaterVenue(Guid VenueId, string? Url);
