using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>From the file of a channel, group or site nothing leaves but a notice that names it as a whole, in the organisation's own name.</summary>
public sealed class CheckVenueFile(CaseManagerDbContext database, LookupHash lookup)
{
    /// <returns>What the notice is about: <c>channel</c>, <c>group</c> or <c>site</c>.</returns>
    /// <exception cref="RefusedException"><c>not-the-venue</c>: another link, or more than one; <c>not-for-venues</c>: a text that speaks in the name of the person depicted.</exception>
    public async Task<string> RunAsync(
        Guid venueId, IReadOnlyList<NoticeLink> links, string regimeId, string language, LinkNormalizer normalizer, CancellationToken cancel)
    {
        var venue = links is [var only] && VenueOf.Read(only.Key, normalizer) is { IsWhole: true } whole ? whole : throw new RefusedException("not-the-venue", RefusalKind.Conflict);
        var hash = KeepVenues.LookupOf(lookup, venue.Key);
        if (!await database.Set<Venue>().AnyAsync(row => row.Id == venueId && row.Lookup == hash, cancel))
        {
            throw new RefusedException("not-the-venue", RefusalKind.Conflict);
        }

        return NoticeTemplates.SpeaksOfVenues(regimeId, language) ? VenueCodes.Write(venue.Kind) : throw new RefusedException("not-for-venues", RefusalKind.Conflict);
    }
}
