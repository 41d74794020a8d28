using System.Security.Cryptography;
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
        return venues.DistinctBy(venue => venue.Id).ToDictionary(venue => venue.Id, venue => Open(opened.GetValueOrDefault(venue.Id), venue.UrlSealed, SealedPlaces.VenueUrl(venue.Id)));
    }

    /// <summary>The canonical key of one; <see langword="null"/> where the data key is destroyed or damaged.</summary>
    internal async Task<string?> KeyOfAsync(Venue venue, CancellationToken cancel) =>
        Open((await keys.FindAsync([venue.Id], cancel)).GetValueOrDefault(venue.Id), venue.KeySealed, SealedPlaces.VenueKey(venue.Id));

    private static string? Open(byte[]? key, byte[] field, string place)
    {
        try
        {
            return key is null ? null : Encoding.UTF8.GetString(FieldCipher.Open(key, field, place));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
