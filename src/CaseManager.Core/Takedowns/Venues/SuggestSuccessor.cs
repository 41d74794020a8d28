using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>A person suggests that a place she names came after a venue.</summary>
public sealed class SuggestSuccessor(CaseManagerDbContext database, ReadVenueLink readLink, KeepVenues keepVenues, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-venue</c>, <c>link-not-understood</c>, <c>no-venue</c>, <c>same-venue</c>.</exception>
    public async Task RunAsync(Guid venueId, string typed, Guid staffId, CancellationToken cancel)
    {
        await database.FindVenueAsync(venueId, staffId, cancel);
        var reading = await readLink.RunAsync(typed, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var namedId = await keepVenues.KeepAsync(reading, [AuditLog.Organisation], Actor.Staff(staffId), cancel);
        if (namedId == venueId)
        {
            throw new RefusedException("same-venue");
        }

        await SuggestAsync(venueId, namedId, staffId, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task SuggestAsync(Guid venueId, Guid namedId, Guid staffId, CancellationToken cancel)
    {
        var known = await database.Set<VenueSuccessor>().SingleOrDefaultAsync(
            pair => (pair.FromId == venueId && pair.ToId == namedId) || (pair.FromId == namedId && pair.ToId == venueId), cancel);
        if (known is not null)
        {
            // She may not know of it; from now on she does.
            known.Name(namedId);
            await database.SaveChangesAsync(cancel);
            return;
        }

        var pair = new VenueSuccessor
        {
            Id = RandomId.New(),
            FromId = venueId,
            ToId = namedId,
            Hint = SuccessorHints.Person,
            SuggestedAt = time.GetUtcNow(),
            SuggestedBy = staffId,
        };
        pair.Name(namedId);
        database.Add(pair);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "SuccessorSuggested", Actor.Staff(staffId), CompareVenues.DataOf(pair), cancel);
    }
}
