using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Venues that a person may know of, newest change first, page by page. Their addresses are readable, so it is an opening.</summary>
public sealed class ListVenues(CaseManagerDbContext database, OpenVenues open, RecipientNames names, RecordVenueOpening record)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    /// <param name="after">The last row of the page before.</param>
    public async Task<IReadOnlyList<VenueRow>> RunAsync(Guid staffId, TakedownCursor? after, CancellationToken cancel)
    {
        var seen = database.VenuesSeenBy(staffId);
        if (after is { } last)
        {
            seen = seen.Where(one => one.At < last.At || (one.At == last.At && one.Venue.Id > last.Id));
        }

        var page = await seen.OrderByDescending(one => one.At).ThenBy(one => one.Venue.Id).Take(PageSize).ToListAsync(cancel);
        List<Venue> venues = [.. page.Select(one => one.Venue)];
        await record.ListedAsync(venues, staffId, cancel);
        var urls = await open.RunAsync(venues, cancel);
        var states = await StatesAsync([.. page.Select(one => one.Venue.Id)], staffId, cancel);
        var rows = new List<VenueRow>();
        foreach (var one in page)
        {
            rows.Add(new VenueRow(
                one.Venue.Id, one.Venue.Kind, urls[one.Venue.Id], await names.OfPlatformAsync(one.Venue.Platform, cancel),
                states.TryGetValue(one.Venue.Id, out var state) ? state : null, one.At!.Value));
        }

        return rows;
    }

    /// <summary>What is known of the venues as a whole, where a case that she may open asks for that.</summary>
    private async Task<Dictionary<Guid, TargetState>> StatesAsync(List<Guid> venueIds, Guid staffId, CancellationToken cancel)
    {
        var open = database.RequestsSeenBy(staffId);
        var found = await (
            from member in database.Set<VenueMember>()
            join target in database.Set<Target>() on member.TargetId equals target.Id
            where member.IsWhole && venueIds.Contains(member.VenueId!.Value) && open.Any(request => request.TargetId == member.TargetId)
            select new { VenueId = member.VenueId!.Value, target.State, target.ObservedAt }).ToListAsync(cancel);
        return found.GroupBy(one => one.VenueId).ToDictionary(group => group.Key, group => group.MaxBy(one => one.ObservedAt ?? DateTimeOffset.MinValue)!.State);
    }
}

/// <summary>One row of the list.</summary>
/// <param name="Url"><see langword="null"/> where its key is damaged.</param>
/// <param name="Platform">Name of the platform; <see langword="null"/> for a site.</param>
/// <param name="State">What is known of it as a whole; <see langword="null"/> where no case that she may open asks for that.</param>
/// <param name="At">Its newest change that she may know of, UTC.</param>
public sealed record VenueRow(Guid Id, VenueKind Kind, string? Url, string? Platform, TargetState? State, DateTimeOffset At);
