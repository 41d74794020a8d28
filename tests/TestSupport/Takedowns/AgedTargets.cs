using System.Text;
using CaseManager.Core;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>Targets as the first table of links left them: a link to an item had its whole address for a key.</summary>
public sealed class AgedTargets(TestDatabase database, KeyFolder folder)
{
    /// <param name="location">Host, path and query, as they were typed.</param>
    public async Task<Guid> AddAsync(string location, CancellationToken cancel)
    {
        await using var context = database.Open();
        var id = RandomId.New();
        var key = await new DataKeys(context, folder).GetOrCreateAsync(id, cancel);
        context.Add(new Target
        {
            Id = id,
            Lookup = LookupOf(location),
            TableVersion = 1,
            KeySealed = Sealed(key, $"web:{location}", SealedPlaces.TargetKey(id)),
            UrlSealed = Sealed(key, $"https://{location}", SealedPlaces.TargetUrl(id)),
            Platform = "reddit",
        });
        await context.SaveChangesAsync(cancel);
        return id;
    }

    /// <summary>Gives a target the key it would have had.</summary>
    public async Task AgeAsync(string today, string location, CancellationToken cancel)
    {
        await using var context = database.Open();
        var (now, then) = (LookupOf(today), LookupOf(location));
        var id = await context.Set<Target>().Where(target => target.Lookup == now).Select(target => target.Id).SingleAsync(cancel);
        var key = await new DataKeys(context, folder).GetOrCreateAsync(id, cancel);
        var (keySealed, urlSealed) = (Sealed(key, $"web:{location}", SealedPlaces.TargetKey(id)), Sealed(key, $"https://{location}", SealedPlaces.TargetUrl(id)));
        await context.Set<Target>().Where(target => target.Id == id).ExecuteUpdateAsync(
            row => row
                .SetProperty(target => target.Lookup, then)
                .SetProperty(target => target.TableVersion, 1)
                .SetProperty(target => target.KeySealed, keySealed)
                .SetProperty(target => target.UrlSealed, urlSealed),
            cancel);
    }

    private byte[] LookupOf(string location) => new LookupHash(folder).Of("target", $"web:{location}");

    private static byte[] Sealed(byte[] key, string text, string place) => FieldCipher.Seal(key, Encoding.UTF8.GetBytes(text), place);
}
