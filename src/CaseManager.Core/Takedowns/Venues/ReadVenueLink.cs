using CaseManager.Core.Platforms.Records;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Reads a typed link to a venue, or to anything in it.</summary>
public sealed class ReadVenueLink(ReadDirectory readDirectory)
{
    /// <exception cref="RefusedException"><c>link-not-understood</c>; <c>no-venue</c>: the link belongs to no channel, group or site.</exception>
    public async Task<VenueReading> RunAsync(string typed, CancellationToken cancel)
    {
        var normalizer = (await readDirectory.RunAsync(cancel)).Normalizer;
        var key = normalizer.Normalize(typed).Key ?? throw new RefusedException("link-not-understood");
        return VenueOf.Read(key, normalizer) ?? throw new RefusedException("no-venue");
    }
}
