using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Venues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Takedowns.Targets;

/// <summary>Reads one released link again, by today's table of links. One transaction; a key that another target has makes them one.</summary>
public sealed class RekeyTarget(
    CaseManagerDbContext database, ReadDirectory readDirectory, DataKeys keys, LookupHash lookup, JoinTargets join, KeepVenues keepVenues, DestroyVenues destroyVenues,
    AuditLog audit)
{
    private const int Attempts = 3;

    /// <summary>Whom events name.</summary>
    internal static readonly Actor Job = Actor.Job("rekey-targets");

    public async Task<RekeyOutcome> RunAsync(Guid targetId, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            database.ChangeTracker.Clear();
            if (await TryAsync(targetId, cancel) is { } outcome)
            {
                return outcome;
            }
        }

        return RekeyOutcome.Busy;
    }

    /// <returns>Null where others moved meanwhile: once more.</returns>
    private async Task<RekeyOutcome?> TryAsync(Guid targetId, CancellationToken cancel)
    {
        var old = await database.Set<Target>().AsNoTracking()
            .SingleOrDefaultAsync(target => target.Id == targetId && target.TableVersion < LinkNormalizer.TableVersion, cancel);
        if (old is null)
        {
            return RekeyOutcome.Same;
        }

        var key = (await keys.FindAsync([targetId], cancel)).GetValueOrDefault(targetId);
        if (Open(key, old) is not { } stored)
        {
            return RekeyOutcome.Unreadable;
        }

        var link = (await readDirectory.RunAsync(cancel)).Normalizer.Normalize(stored.Url);
        if (link.Key is null || link.Key == stored.Key)
        {
            await database.Set<Target>().Where(target => target.Id == targetId)
                .ExecuteUpdateAsync(row => row.SetProperty(target => target.TableVersion, LinkNormalizer.TableVersion), cancel);
            return RekeyOutcome.Same;
        }

        try
        {
            return await MoveAsync(targetId, key!, link, cancel);
        }
        catch (Exception taken) when (IsTaken(taken))
        {
            return null;
        }
    }

    private async Task<RekeyOutcome?> MoveAsync(Guid targetId, byte[] key, NormalizedLink link, CancellationToken cancel)
    {
        var hash = lookup.Of("target", link.Key!);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // A release and a deletion go before: whoever holds one of these rows has a person waiting.
        await database.Database.ExecuteSqlAsync($"set local lock_timeout = '500ms'", cancel);
        var cases = await CasesAsync(targetId, hash, cancel);
        await audit.LockAsync(cases, cancel);
        var targets = await LockAsync(targetId, hash, cancel);
        var (old, other) = (targets.Find(target => target.Id == targetId), targets.Find(target => target.Id != targetId));
        if (old is null || old.TableVersion >= LinkNormalizer.TableVersion)
        {
            return RekeyOutcome.Same;
        }

        // Nobody can name them now; whoever did meanwhile has a chain that must be locked first.
        if ((await CasesAsync(targetId, hash, cancel)).Except(cases).Any())
        {
            return null;
        }

        var told = await LivingCasesAsync(targetId, cancel);
        var left = await destroyVenues.FindAsync([targetId], cancel);
        if (other is null)
        {
            await WriteAsync(targetId, hash, key, link, cancel);
            await database.Set<VenueMember>().Where(member => member.TargetId == targetId).ExecuteDeleteAsync(cancel);
            await keepVenues.RunAsync([(targetId, link.Key!)], told, Job, cancel);
        }
        else
        {
            await join.RunAsync(old, other, cancel);
        }

        await destroyVenues.RunAsync(left, told, Job, cancel);
        await audit.AppendAsync([.. told.Select(caseId => Event(caseId, targetId, other?.Id))], cancel);
        await transaction.CommitAsync(cancel);
        return other is null ? RekeyOutcome.Rekeyed : RekeyOutcome.Joined;
    }

    private Task<List<Guid>> CasesAsync(Guid targetId, byte[] hash, CancellationToken cancel) => database.Set<TakedownRequest>()
        .Where(request => request.TargetId == targetId || database.Set<Target>().Any(target => target.Lookup == hash && target.Id == request.TargetId))
        .Select(request => request.CaseId)
        .Distinct()
        .ToListAsync(cancel);

    /// <summary>In the order in which releases and deletions take them.</summary>
    private Task<List<Target>> LockAsync(Guid targetId, byte[] hash, CancellationToken cancel) => database.Set<Target>()
        .FromSql($"""select t.*, t.xmin from takedowns.targets t where t."Id" = {targetId} or t."Lookup" = {hash} order by t."Lookup" for update""")
        .ToListAsync(cancel);

    private async Task WriteAsync(Guid targetId, byte[] hash, byte[] key, NormalizedLink link, CancellationToken cancel)
    {
        var keySealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(link.Key!), SealedPlaces.TargetKey(targetId));
        var urlSealed = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(link.Url!), SealedPlaces.TargetUrl(targetId));
        await database.Set<Target>().Where(target => target.Id == targetId).ExecuteUpdateAsync(
            row => row
                .SetProperty(target => target.Lookup, hash)
                .SetProperty(target => target.TableVersion, LinkNormalizer.TableVersion)
                .SetProperty(target => target.KeySealed, keySealed)
                .SetProperty(target => target.UrlSealed, urlSealed)
                .SetProperty(target => target.Platform, link.Platform),
            cancel);
    }

    /// <summary>Those that named it; a deleted case is told nothing more.</summary>
    private Task<List<Guid>> LivingCasesAsync(Guid targetId, CancellationToken cancel) => database.Set<Report>()
        .Where(report => database.Set<TakedownRequest>().Any(request => request.CaseId == report.CaseId && request.TargetId == targetId))
        .Select(report => report.CaseId)
        .ToListAsync(cancel);

    private static NewAuditEvent Event(Guid caseId, Guid targetId, Guid? into)
    {
        var data = new AuditData { { "targetId", targetId }, { "table", LinkNormalizer.TableVersion } };
        if (into is { } kept)
        {
            data.Add("into", kept);
        }

        return new NewAuditEvent(caseId, into is null ? "TargetRekeyed" : "TargetsJoined", Job, data);
    }

    private static (string Key, string Url)? Open(byte[]? key, Target target) =>
        key is not null
        && FieldCipher.TryOpen(key, target.KeySealed, SealedPlaces.TargetKey(target.Id)) is { } stored
        && FieldCipher.TryOpen(key, target.UrlSealed, SealedPlaces.TargetUrl(target.Id)) is { } url
            ? (Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(url))
            : null;

    /// <summary>Others hold a row, changed it, or made the key meanwhile.</summary>
    private static bool IsTaken(Exception exception) =>
        exception is DbUpdateConcurrencyException || (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;
}
