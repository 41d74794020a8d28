using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Venues;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Finds or makes the targets of released links. Equal links are one target, whichever case names them.</summary>
public sealed class KeepTargets(CaseManagerDbContext database, DataKeys keys, LookupHash lookup, KeepVenues keepVenues)
{
    /// <param name="caseId">The case that names them; its chain is told of a venue that was not known.</param>
    /// <returns>Targets by canonical key, tracked.</returns>
    public async Task<IReadOnlyDictionary<string, Target>> RunAsync(IReadOnlyList<NoticeLink> links, Guid caseId, Actor actor, CancellationToken cancel)
    {
        var targets = new Dictionary<string, Target>(StringComparer.Ordinal);

        // In one order for everybody, so that two releases of the same links, or a deletion, wait for each other instead of locking up.
        foreach (var (link, hash) in links.Select(link => (link, lookup.Of("target", link.Key))).OrderBy(pair => Convert.ToHexString(pair.Item2), StringComparer.Ordinal))
        {
            targets[link.Key] = await KeepAsync(link, hash, cancel);
        }

        await keepVenues.RunAsync([.. targets.Select(kept => (kept.Value.Id, kept.Key))], [caseId], actor, cancel);
        return targets;
    }

    private async Task<Target> KeepAsync(NoticeLink link, byte[] hash, CancellationToken cancel)
    {
        while (true)
        {
            if (await FindAsync(hash, cancel) is { } target)
            {
                return target;
            }

            // Somebody else may make it first, and a third person's deletion may take that one away again.
            await MakeAsync(link, hash, cancel);
        }
    }

    /// <summary>Held until the release ends: no deletion takes a target away that is about to be asked for.</summary>
    private async Task<Target?> FindAsync(byte[] hash, CancellationToken cancel)
    {
        var found = await database.Set<Target>()
            .FromSql($"""select t.*, t.xmin from takedowns.targets t where t."Lookup" = {hash} for key share""")
            .ToListAsync(cancel);
        return found.SingleOrDefault();
    }

    private async Task MakeAsync(NoticeLink link, byte[] hash, CancellationToken cancel)
    {
        var id = RandomId.New();
        var key = await keys.GetOrCreateAsync(id, cancel);
        var keySealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(link.Key), SealedPlaces.TargetKey(id));
        var urlSealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(link.Url), SealedPlaces.TargetUrl(id));
        var made = await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.targets ("Id", "Lookup", "TableVersion", "KeySealed", "UrlSealed", "Platform", "State")
            values ({id}, {hash}, {LinkNormalizer.TableVersion}, {keySealed}, {urlSealed}, {link.Platform}, {nameof(TargetState.Unverified)})
            on conflict ("Lookup") do nothing
            """,
            cancel);
        if (made == 0)
        {
            await keys.DestroyAsync(id, cancel);
        }
    }
}
