using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// The notices about whole venues that stand in a case's ledger, because the case has a link there: to whom, when, and where they stand.
/// Nothing in it comes from another case about a person.
/// </summary>
public sealed class SharedWith(CaseManagerDbContext database, OpenVenues open, RecipientNames names)
{
    public async Task<IReadOnlyList<SharedEntry>> RunAsync(Guid caseId, CancellationToken cancel)
    {
        var venues = await (
            from member in database.Set<VenueMember>()
            join request in database.Set<TakedownRequest>() on member.TargetId equals request.TargetId
            join venue in database.Set<Venue>().AsNoTracking() on member.VenueId equals venue.Id
            where request.CaseId == caseId
            select venue).Distinct().ToDictionaryAsync(venue => venue.Id, cancel);
        var ids = venues.Keys.ToList();
        var rows = await (
            from shared in database.Set<SharedNotice>()
            join notice in database.Set<Notice>().AsNoTracking() on shared.NoticeId equals notice.Id
            where ids.Contains(shared.VenueId) && shared.CaseId != caseId
            orderby notice.SealedAt, notice.Id
            select new { shared.VenueId, Notice = notice }).ToListAsync(cancel);
        var urls = await open.RunAsync([.. venues.Values], cancel);
        var entries = new List<SharedEntry>();
        foreach (var row in rows.Where(row => LedgerLabel.Of(row.Notice) is not LedgerLabel.Stopped))
        {
            entries.Add(new SharedEntry(
                VenueCodes.Write(venues[row.VenueId].Kind), urls[row.VenueId], RouteCodes.Write(row.Notice.Route), await names.OfAsync(row.Notice.Recipient, cancel),
                LedgerLabel.Of(row.Notice), row.Notice.LeftAt));
        }

        return entries;
    }
}

/// <summary>A notice about a whole channel, group or site, in the ledger of a case with a link there.</summary>
/// <param name="Kind">What it is about: <c>channel</c>, <c>group</c> or <c>site</c>.</param>
/// <param name="Url">Its address, which the case's own link holds; <see langword="null"/> where its key is damaged.</param>
/// <param name="Platform">Name of whom it goes to.</param>
/// <param name="Label">A code for where it stands.</param>
/// <param name="LeftAt">When it left, UTC.</param>
public sealed record SharedEntry(string Kind, string? Url, string Route, string Platform, string Label, DateTimeOffset? LeftAt);
