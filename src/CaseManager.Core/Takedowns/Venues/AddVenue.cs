using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>A person names a venue on her own: somebody told of it, and no released link leads there yet.</summary>
public sealed class AddVenue(CaseManagerDbContext database, ReadVenueLink readLink, KeepVenues keepVenues, AuditLog audit, TimeProvider time)
{
    /// <returns>The venue; the same answer whether or not it was known.</returns>
    /// <exception cref="RefusedException"><c>link-not-understood</c>, <c>no-venue</c>.</exception>
    public async Task<Guid> RunAsync(string typed, Guid staffId, CancellationToken cancel)
    {
        var reading = await readLink.RunAsync(typed, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var venueId = await keepVenues.KeepAsync(reading, [AuditLog.Organisation], Actor.Staff(staffId), cancel);
        var venue = await database.Set<Venue>().SingleAsync(row => row.Id == venueId, cancel);
        if (venue.Name(time.GetUtcNow()))
        {
            await audit.AppendAsync(AuditLog.Organisation, "VenueNamed", Actor.Staff(staffId), new AuditData { { "venueId", venueId } }, cancel);
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return venueId;
    }
}
