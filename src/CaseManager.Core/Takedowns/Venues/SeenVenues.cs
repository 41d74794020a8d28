using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Which venues a person may know of: those with a link of a case that she may open, a file that she may open, a shared notice, or that people
/// named or confirmed. One that only cases hidden from her name is not there, and nothing that she sees of another tells of those cases.
/// </summary>
internal static class SeenVenues
{
    /// <summary>Venues she may know of, with the newest moment of what she may know, UTC.</summary>
    public static IQueryable<SeenVenue> VenuesSeenBy(this CaseManagerDbContext database, Guid staffId)
    {
        var open = database.RequestsSeenBy(staffId);
        var hidden = database.HiddenFrom(staffId);
        return
            from seen in
                from venue in database.Set<Venue>().AsNoTracking()
                select new SeenVenue
                {
                    Venue = venue,
                    At = EF.Functions.Greatest(
                        venue.NamedAt,
                        (from member in database.Set<VenueMember>()
                         join request in open on member.TargetId equals request.TargetId
                         where member.VenueId == venue.Id
                         select (DateTimeOffset?)request.CreatedAt).Max(),
                        database.Set<SharedNotice>().Where(shared => shared.VenueId == venue.Id).Max(shared => (DateTimeOffset?)shared.At),
                        database.Set<VenueSuccessor>()
                            .Where(pair => pair.State == SuccessorState.Confirmed && (pair.FromId == venue.Id || pair.ToId == venue.Id))
                            .Max(pair => pair.DecidedAt),
                        database.Set<VenueSuccessor>().Where(pair => pair.NamedId == venue.Id).Max(pair => (DateTimeOffset?)pair.SuggestedAt),
                        database.Set<Case>().Where(file => file.VenueId == venue.Id && !hidden.Contains(file.CaseId)).Max(file => (DateTimeOffset?)file.OpenedAt)),
                }
            where seen.At != null
            select seen;
    }

    /// <summary>Requests of living cases that are not hidden from her.</summary>
    public static IQueryable<TakedownRequest> RequestsSeenBy(this CaseManagerDbContext database, Guid staffId)
    {
        var hidden = database.HiddenFrom(staffId);
        return database.Set<TakedownRequest>().Where(request =>
            !hidden.Contains(request.CaseId) && database.Set<Report>().Any(report => report.CaseId == request.CaseId));
    }

    /// <exception cref="RefusedException"><c>unknown-venue</c>, also for one that only cases hidden from her name.</exception>
    public static async Task<SeenVenue> FindVenueAsync(this CaseManagerDbContext database, Guid venueId, Guid staffId, CancellationToken cancel) =>
        await database.VenuesSeenBy(staffId).SingleOrDefaultAsync(seen => seen.Venue.Id == venueId, cancel)
            ?? throw new RefusedException("unknown-venue", RefusalKind.NotFound);
}

/// <summary>A venue as one person may know it.</summary>
internal sealed class SeenVenue
{
    public required Venue Venue { get; init; }

    /// <summary>Newest moment of what she may know of it, UTC.</summary>
    public DateTimeOffset? At { get; init; }
}
