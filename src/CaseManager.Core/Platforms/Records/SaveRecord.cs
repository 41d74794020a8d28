using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Platforms.Records;

/// <summary>An administrator writes a new version of a platform or regime, or takes one out of use. Nothing is ever overwritten.</summary>
public sealed class SaveRecord(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <param name="platform">The whole record.</param>
    /// <param name="seen">Number of the version that was on the page, 0 for the program's own or for a new record.</param>
    /// <exception cref="RefusedException"><c>reason</c>, <c>record-changed</c>, or a code of <see cref="PlatformCheck"/>.</exception>
    public async Task<RecordVersion> RunAsync(Platform platform, int seen, string reason, Guid administrator, CancellationToken cancel)
    {
        PlatformCheck.Run(platform, await BeforeAsync(platform.Id, cancel));
        return await RunAsync(RecordKind.Platform, platform.Id, RecordText.Write(platform), seen, reason, administrator, cancel);
    }

    /// <exception cref="RefusedException"><c>reason</c>, <c>record-changed</c>, or a code of <see cref="RegimeCheck"/>.</exception>
    public Task<RecordVersion> RunAsync(Regime regime, int seen, string reason, Guid administrator, CancellationToken cancel)
    {
        RegimeCheck.Run(regime);
        return RunAsync(RecordKind.Regime, regime.Id, RecordText.Write(regime), seen, reason, administrator, cancel);
    }

    /// <summary>Takes a platform out of use: its links are then links of a host without a record.</summary>
    /// <exception cref="RefusedException"><c>reason</c>, <c>record-changed</c>, <c>never-removed</c> for one with addresses that may never be used.</exception>
    public async Task<RecordVersion> RemoveAsync(string platformId, int seen, string reason, Guid administrator, CancellationToken cancel)
    {
        // Those the program came with are kept by it; the organisation's own would be forgotten.
        var seed = PlatformDirectory.Seed.Never;
        return (await BeforeAsync(platformId, cancel))?.Channels.Any(channel => channel.Use is ChannelUse.Never && !seed.Contain(channel.Address)) is true
            ? throw new RefusedException("never-removed")
            : await RunAsync(RecordKind.Platform, platformId, null, seen, reason, administrator, cancel);
    }

    /// <summary>The newest record the organisation wrote itself.</summary>
    private async Task<Platform?> BeforeAsync(string platformId, CancellationToken cancel) =>
        await database.Set<RecordVersion>()
            .Where(row => row.Kind == RecordKind.Platform && row.RecordId == platformId && row.Body != null)
            .OrderByDescending(row => row.Number)
            .Select(row => row.Body)
            .FirstOrDefaultAsync(cancel) is { } body ? RecordText.Read<Platform>(body) : null;

    private async Task<RecordVersion> RunAsync(RecordKind kind, string id, string? body, int seen, string reason, Guid administrator, CancellationToken cancel)
    {
        var words = reason.Trim() is { Length: > 0 and <= 500 } said ? said : throw new RefusedException("reason");
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var last = await database.Set<RecordVersion>().Where(row => row.Kind == kind && row.RecordId == id).MaxAsync(row => (int?)row.Number, cancel) ?? 0;
        if (last != seen)
        {
            throw new RefusedException("record-changed", RefusalKind.Conflict);
        }

        var version = new RecordVersion
        {
            Id = RandomId.New(),
            Kind = kind,
            RecordId = id,
            Number = last + 1,
            Body = body,
            AuthorId = administrator,
            Reason = words,
            At = time.GetUtcNow(),
        };
        database.Add(version);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation, body is null ? "RecordRemoved" : "RecordSaved", Actor.Staff(administrator),
            new AuditData { { "record", id }, { "number", version.Number } }, cancel);
        await transaction.CommitAsync(cancel);
        return version;
    }
}
