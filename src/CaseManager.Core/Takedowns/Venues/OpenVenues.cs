using System.Text;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Opens the addresses of venues.</summary>
public sealed class OpenVenues(DataKeys keys)
{
    /// <returns>Addresses by venue; <see langword="null"/> where the key is destroyed or damaged.</returns>
    public async Task<IReadOnlyDictionary<Guid, string?>> RunAsync(IReadOnlyCollection<Venue> venues, CancellationToken cancel)
    {
        var opened = await keys.FindAsync([.. venues.Select(venue => venue.Id)], cancel);
        return venues.DistinctBy(venue => venue.Id).ToDictionary(venue => venue.Id, venue => Open(opened.GetValueOrDefault(venue.Id), venue));
    }

    private static string? Open(byte[]? key, Venue venue) =>
        key is not null && FieldCipher.TryOpen(key, venue.UrlSealed, SealedPlaces.VenueUrl(venue.Id)) is { } opened ? Encoding.UTF8.GetString(opened) : null;
}
