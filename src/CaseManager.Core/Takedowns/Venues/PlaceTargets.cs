using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>Finds the venues of targets that were released before the program knew of any. What it finished stays finished.</summary>
public sealed class PlaceTargets(CaseManagerDbContext database, KeepVenues keepVenues, DataKeys keys, AuditLog audit)
{
    private const int Batch = 200;

    private static readonly Actor job = Actor.Job("place-targets");

    /// <returns>How many targets it placed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var placed = 0;
        for (Guid? after = null; await FindAsync(after, cancel) is { Count: > 0 } found; after = found[^1].Id)
        {
            placed += await PlaceAsync(found, cancel);
        }

        return placed;
    }

    private Task<List<Target>> FindAsync(Guid? after, CancellationToken cancel) => database.Set<Target>().AsNoTracking()
        .Where(target => !database.Set<VenueMember>().Any(member => member.TargetId == target.Id) && (after == null || target.Id > after))
        .OrderBy(target => target.Id)
        .Take(Batch)
        .ToListAsync(cancel);

    private async Task<int> PlaceAsync(List<Target> found, CancellationToken cancel)
    {
        var opened = await keys.FindAsync([.. found.Select(target => target.Id)], cancel);
        var readable = found.Select(target => (target.Id, target.Lookup, Key: KeyOf(target, opened.GetValueOrDefault(target.Id)))).Where(one => one.Key is not null).ToList();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var ids = readable.Select(one => one.Id).ToList();
        var still = await database.Database
            .SqlQuery<Guid>($"""select t."Id" as "Value" from takedowns.targets t where t."Id" = any ({ids}) order by t."Lookup" for key share""")
            .ToListAsync(cancel);
        await keepVenues.RunAsync([.. readable.Where(one => still.Contains(one.Id)).Select(one => (one.Id, one.Key!))], [AuditLog.Organisation], job, cancel);
        await transaction.CommitAsync(cancel);
        return still.Count;
    }

    private static string? KeyOf(Target target, byte[]? key) =>
        key is not null && FieldCipher.TryOpen(key, target.KeySealed, SealedPlaces.TargetKey(target.Id)) is { } opened ? Encoding.UTF8.GetString(opened) : null;
}
