using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Finds the venue of a pasted link.</summary>
public sealed class FindVenue(CaseManagerDbContext database, ReadVenueLink readLink, KeepVenues keepVenues)
{
    /// <returns><see langword="null"/> where there is none that she may know of.</returns>
    /// <exception cref="RefusedException"><c>link-not-understood</c>, <c>no-venue</c>.</exception>
    public async Task<Guid?> RunAsync(string typed, Guid staffId, CancellationToken cancel)
    {
        var hash = keepVenues.LookupOf((await readLink.RunAsync(typed, cancel)).Key);
        return await database.VenuesSeenBy(staffId).Where(seen => seen.Venue.Lookup == hash).Select(seen => (Guid?)seen.Venue.Id).SingleOrDefaultAsync(cancel);
    }
}
