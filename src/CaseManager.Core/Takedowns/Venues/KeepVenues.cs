using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Finds or makes the venues of targets, inside the caller's transaction. A target that has its place already keeps it.</summary>
public sealed class KeepVenues(
    CaseManagerDbContext database, ReadDirectory readDirectory, DataKeys keys, LookupHash lookup, AuditLog audit, TimeProvider time)
{
    /// <param name="targets">Targets with their canonical keys; the caller holds them.</param>
    /// <param name="chains">Whom a new venue is told to; the caller may lock them.</param>
    public async Task RunAsync(
        IReadOnlyCollection<(Guid TargetId, string Key)> targets, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel)
    {
        var ids = targets.Select(target => target.TargetId).ToList();
        var placed = await database.Set<VenueMember>().Where(member => ids.Contains(member.TargetId)).Select(member => member.TargetId).ToListAsync(cancel);
        var fresh = targets.Where(target => !placed.Contains(target.TargetId)).DistinctBy(target => target.TargetId).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var normalizer = (await readDirectory.RunAsync(cancel)).Normalizer;
        var read = fresh.Select(target => (target.TargetId, Venue: VenueOf.Read(target.Key, normalizer))).ToList();
        var venues = await KeepAsync([.. read.Select(one => one.Venue).OfType<VenueReading>()], chains, actor, cancel);
        foreach (var (targetId, venue) in read)
        {
            await PlaceAsync(targetId, venue is null ? null : venues[venue.Key], venue?.IsWhole ?? false, cancel);
        }
    }

    /// <summary>One venue, held until the caller's transaction ends.</summary>
    internal async Task<Guid> KeepAsync(VenueReading venue, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel) =>
        (await KeepAsync([venue], chains, actor, cancel))[venue.Key];

    /// <summary>HMAC by which a venue is found.</summary>
    internal byte[] LookupOf(string key) => LookupOf(lookup, key);

    internal static byte[] LookupOf(LookupHash lookup, string key) => lookup.Of("venue", key);

    private async Task<IReadOnlyDictionary<string, Guid>> KeepAsync(
        IReadOnlyList<VenueReading> venues, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel)
    {
        var kept = new Dictionary<string, Guid>(StringComparer.Ordinal);

        // In one order for everybody, after their targets: two releases, or a deletion, wait for each other instead of locking up.
        foreach (var (venue, hash) in venues.DistinctBy(venue => venue.Key).Select(venue => (venue, LookupOf(venue.Key)))
            .OrderBy(pair => Convert.ToHexString(pair.Item2), StringComparer.Ordinal))
        {
            kept[venue.Key] = await KeepAsync(venue, hash, chains, actor, cancel);
        }

        return kept;
    }

    private async Task<Guid> KeepAsync(VenueReading venue, byte[] hash, IReadOnlyCollection<Guid> chains, Actor actor, CancellationToken cancel)
    {
        while (true)
        {
            if (await FindAsync(hash, cancel) is { } found)
            {
                return found;
            }

            // Somebody else may make it first, and a third person's deletion may take that one away again.
            if (await MakeAsync(venue, hash, cancel) is { } made)
            {
                await audit.AppendAsync(
                    [.. chains.Select(chain => new NewAuditEvent(chain, "VenueFound", actor, new AuditData { { "venueId", made }, { "kind", VenueCodes.Write(venue.Kind) } }))],
                    cancel);
                return made;
            }
        }
    }

    private async Task<Guid?> FindAsync(byte[] hash, CancellationToken cancel)
    {
        var found = await database.Database
            .SqlQuery<Guid>($"""select v."Id" as "Value" from takedowns.venues v where v."Lookup" = {hash} for key share""")
            .ToListAsync(cancel);
        return found is [var id] ? id : null;
    }

    private async Task<Guid?> MakeAsync(VenueReading venue, byte[] hash, CancellationToken cancel)
    {
        var id = RandomId.New();
        var key = await keys.GetOrCreateAsync(id, cancel);
        var keySealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(venue.Key), SealedPlaces.VenueKey(id));
        var urlSealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(venue.Url), SealedPlaces.VenueUrl(id));
        var stem = NameStem.OfKey(venue.Key) is { } name ? lookup.Of("venue-stem", $"{venue.Platform}\0{name}") : null;
        var made = await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.venues ("Id", "Kind", "Lookup", "TableVersion", "KeySealed", "UrlSealed", "Platform", "Stem", "OpenedAt")
            values ({id}, {venue.Kind.ToString()}, {hash}, {LinkNormalizer.TableVersion}, {keySealed}, {urlSealed}, {venue.Platform}, {stem}, {time.GetUtcNow()})
            on conflict ("Lookup") do nothing
            """,
            cancel);
        if (made > 0)
        {
            return id;
        }

        await keys.DestroyAsync(id, cancel);
        return null;
    }

    private Task<int> PlaceAsync(Guid targetId, Guid? venueId, bool isWhole, CancellationToken cancel) => database.Database.ExecuteSqlAsync(
        $"""
        insert into takedowns.venue_members ("TargetId", "VenueId", "IsWhole") values ({targetId}, {venueId}, {isWhole})
        on conflict ("TargetId") do nothing
        """,
        cancel);
}
